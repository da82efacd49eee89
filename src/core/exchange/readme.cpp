#include "core/exchange/readme.hpp"

#include "core/exchange/orientation.hpp"

namespace hypha::exchange {

std::string readme() {
    std::string text(orientation_of(Tongue::english));
    text += "\n\nFinds of a Hypha journal. Each folder below finds/ is one find: find.json and its photos.\n"
            "Photos have lost what was hidden in them: place, time, camera. Places are as exact as you chose for each "
            "find; hidden "
            "ones are not here.\nWhat the model answered is in answers_by_model, what people said in "
            "answers_by_people. Neither "
            "is certain.\nTo bring the finds back, choose this file in Hypha: Me, Storage and place, Add finds from a "
            "zip. Leave "
            "the file as "
            "it is: one that was packed again is refused.\n\n";
    text += orientation_of(Tongue::spanish);
    text +=
        "\n\nHallazgos de un diario de Hypha. Cada carpeta dentro de finds/ es un hallazgo: find.json y sus fotos.\n"
        "Las fotos han perdido lo que llevaban oculto: lugar, hora, c\xC3\xA1mara. Los lugares son tan exactos como "
        "elegiste "
        "para cada hallazgo; los ocultos no est\xC3\xA1n aqu\xC3\xAD.\nLo que respondi\xC3\xB3 el modelo est\xC3\xA1 "
        "en "
        "answers_by_model; lo que dijeron personas, en answers_by_people. Ninguna respuesta es segura.\nPara recuperar "
        "los "
        "hallazgos, elige este archivo en Hypha: Yo, Almacenamiento y lugar, A\xC3\xB1"
        "adir hallazgos de un zip. No cambies el archivo: si se "
        "vuelve a comprimir, no se acepta.\n";
    return text;
}

} // namespace hypha::exchange
