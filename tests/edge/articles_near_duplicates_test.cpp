// Copies that editors changed against stories that only share their subject. The texts are ours.
#include "edge/articles/near_duplicates.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

using namespace hypha::edge::articles;

namespace {

constexpr std::string_view kStory =
    "Un sismo de magnitud 5,2 remeció el lunes la provincia de Urubamba, informó el Instituto Geofísico. El movimiento "
    "se sintió a las 06:14 de la mañana, con epicentro a doce kilómetros al norte de Ollantaytambo y a cuarenta de "
    "profundidad. "
    "No se reportaron heridos, aunque varias casas de adobe en las comunidades altas sufrieron rajaduras en los muros "
    "y en "
    "los techos. Las clases fueron suspendidas en once escuelas mientras los ingenieros del municipio revisan las "
    "aulas. El "
    "alcalde pidió a los vecinos no volver a las casas dañadas y anunció que la defensa civil repartirá carpas, "
    "frazadas y agua. "
    "La carretera hacia Quillabamba quedó cerrada dos horas por un deslizamiento, que una máquina retiró antes del "
    "mediodía.";

constexpr std::string_view kOtherReporter = "Vecinos de Ollantaytambo pasaron la noche a la intemperie después del "
                                            "sismo que los despertó el lunes. «Salimos con lo "
                                            "puesto, cargando a los niños», cuenta Rosa Huamán, cuya cocina perdió una "
                                            "pared entera. En la plaza, once familias arman "
                                            "toldos de plástico mientras esperan las carpas que prometió la "
                                            "municipalidad. El Instituto Geofísico registró cuatro réplicas "
                                            "durante la tarde, ninguna mayor de tres grados. Los maestros dicen que "
                                            "las escuelas abrirán cuando un ingeniero firme que no hay "
                                            "peligro. Mientras tanto, la radio comunal lee los nombres de quienes "
                                            "buscan a sus parientes en las comunidades de altura.";

std::string with_each_tenth_word_changed(std::string_view text) {
    std::string changed;
    std::size_t word = 0;
    for (const char c : text) {
        if (c == ' ' && ++word % 10 == 0) changed += " nuevamente";
        changed += c;
    }
    return changed;
}

double resemblance(std::string_view a, std::string_view b) {
    return estimated_resemblance(minhash_of(a), minhash_of(b));
}

} // namespace

TEST_CASE("an edited copy is the same story, another report of the event is not", "[articles][duplicates]") {
    const std::string story(kStory);
    CHECK(resemblance(story, story) == 1.0);
    CHECK(resemblance(story, "CUSCO.- " + story + " Foto: Andina.") > 0.8);
    CHECK(resemblance(story, story.substr(0, story.size() * 6 / 10)) >= kSameStory);
    CHECK(resemblance(story, with_each_tenth_word_changed(story)) >= kSameStory);
    CHECK(resemblance(story, kOtherReporter) < 0.1);
}

TEST_CASE("case, accents, punctuation and how they are encoded do not count", "[articles][duplicates]") {
    CHECK(minhash_of("El sismo — remeció, dijo, a 5 pueblos") == minhash_of("EL SISMO REMECIO DIJO A 5 PUEBLOS"));
    CHECK(minhash_of("remeci\xC3\xB3 la sierra ayer") == minhash_of("remecio\xCC\x81 la sierra ayer"));
    CHECK_FALSE(minhash_of("sismo de 5 grados ayer") == minhash_of("sismo de 6 grados ayer"));
}

TEST_CASE("texts of a few words and of none are handled", "[articles][duplicates]") {
    CHECK(minhash_of("").is_empty);
    CHECK(minhash_of(" — !").is_empty);
    CHECK(resemblance("", "") == 0.0);
    CHECK(resemblance("dos palabras", "Dos palabras.") == 1.0);
    CHECK(resemblance("dos palabras", "tres palabras") < 0.1);
    const std::vector<MinHashSignature> empty = {minhash_of(""), minhash_of("")};
    CHECK(group_stories(empty) == std::vector<std::size_t>{0, 1});
}

TEST_CASE("the estimate is near the resemblance that it estimates", "[articles][duplicates]") {
    // 300 runs each, 100 of them shared: 100 / 500.
    std::string a;
    std::string b;
    for (int at = 0; at < 302; ++at) a += "w" + std::to_string(at) + ' ';
    for (int at = 200; at < 502; ++at) b += "w" + std::to_string(at) + ' ';
    CHECK(resemblance(a, b) > 0.2 - 0.1);
    CHECK(resemblance(a, b) < 0.2 + 0.1);
}

TEST_CASE("groups follow their first member and not chains of small steps", "[articles][duplicates]") {
    // Each text shares two thirds with the one before it and nothing with the one three before.
    std::vector<MinHashSignature> chain;
    for (int step = 0; step < 5; ++step) {
        std::string text;
        for (int at = step * 40; at < step * 40 + 160; ++at) text += "w" + std::to_string(at) + ' ';
        chain.push_back(minhash_of(text));
    }
    CHECK(estimated_resemblance(chain[0], chain[1]) >= kSameStory);
    CHECK(estimated_resemblance(chain[1], chain[2]) >= kSameStory);
    const std::vector<std::size_t> groups = group_stories(chain);
    CHECK(groups[1] == 0);
    CHECK(groups[4] != 0);
    CHECK(groups == group_stories(chain));
}

TEST_CASE("many stories are grouped, each with its copy", "[articles][duplicates]") {
    std::vector<MinHashSignature> stories;
    for (int copy = 0; copy < 2; ++copy) {
        for (int story = 0; story < 300; ++story) {
            std::string text = copy == 0 ? "" : "Agencia. ";
            for (int at = 0; at < 120; ++at) text += "s" + std::to_string(story) + "w" + std::to_string(at % 97) + ' ';
            stories.push_back(minhash_of(text));
        }
    }
    const std::vector<std::size_t> groups = group_stories(stories);
    std::size_t right = 0;
    for (std::size_t at = 0; at < groups.size(); ++at) right += groups[at] == at % 300 ? 1 : 0;
    CHECK(right == groups.size());
}

TEST_CASE("a signature is the same on every machine", "[articles][duplicates]") {
    const MinHashSignature signature = minhash_of("la lluvia volvió al valle");
    CHECK(signature.values[0] == 0x2D5796FBU);
    CHECK(signature.values[143] == 0x44DC7CD4U);
}
