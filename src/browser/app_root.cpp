// Over 300 lines because one class answers every call of the worker; what it guarantees is in app_root.hpp.
#include "browser/app_root.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/fungi/model_manifest.hpp"
#include "gfx/heat_painter.hpp"
#include "imgui.h"
#include "imgui_internal.h"
#include "storage/database.hpp"

namespace hypha::browser {

namespace {

using Json = nlohmann::json;

constexpr double kSemanticsWhileMovingMs = 120;

float number_of(const Json& facts, const char* key, float otherwise) {
    const auto found = facts.find(key);
    return found != facts.end() && found->is_number() ? found->get<float>() : otherwise;
}

bool flag_of(const Json& facts, const char* key, bool otherwise) {
    const auto found = facts.find(key);
    return found != facts.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

std::string text_of(const Json& facts, const char* key) {
    const auto found = facts.find(key);
    return found != facts.end() && found->is_string() ? found->get<std::string>() : std::string();
}

class PictureShelf final : public ui::Pictures {
public:
    explicit PictureShelf(gfx::PictureTable& table) : table_(table) {}
    ui::Picture find(std::string_view key, float max_px) override {
        const gfx::PictureTexture found = table_.find(key, max_px);
        return {found.texture, found.width_px, found.height_px, found.failed};
    }

private:
    gfx::PictureTable& table_;
};

} // namespace

AppRoot::AppRoot()
    : pictures_([](const std::string& key,
                   int max_px) { hypha_load_picture(key.data(), static_cast<int>(key.size()), max_px); },
                [](std::uint32_t texture) { hypha_drop_picture(texture); }),
      picture_shelf_(std::make_unique<PictureShelf>(pictures_)) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NoMouse | ImGuiConfigFlags_NoKeyboard;
    io.Fonts->Flags |= ImFontAtlasFlags_NoMouseCursors;
    frame_.fonts = &fonts_;
    frame_.pictures = picture_shelf_.get();
    frame_.paint_heat = gfx::paint_heat;
}

AppRoot::~AppRoot() {
    renderer_.forget();
    ImGui::DestroyContext();
}

Result<storage::DatabasePlace> AppRoot::mount_storage() {
    vfs_.reset(); // another tab may have written since: the slots' headers are read again
    auto mounted = storage::PoolVfs::mount(pool_, clock_, random_);
    if (!mounted) {
        return std::unexpected(mounted.error());
    }
    vfs_ = std::move(*mounted);
    return storage::DatabasePlace::in_pool(*vfs_);
}

bool AppRoot::start(std::string_view facts_json) {
    const Json facts = Json::parse(facts_json, nullptr, false);
    if (!facts.is_object()) {
        return false;
    }
    ports::SurfaceResized size;
    size.width_px = number_of(facts, "width_px", 360);
    size.height_px = number_of(facts, "height_px", 640);
    size.pixel_ratio = number_of(facts, "pixel_ratio", 1);
    size.inset_top_px = number_of(facts, "inset_top_px", 0);
    size.inset_right_px = number_of(facts, "inset_right_px", 0);
    size.inset_bottom_px = number_of(facts, "inset_bottom_px", 0);
    size.inset_left_px = number_of(facts, "inset_left_px", 0);
    context_there_ = surface_.open() && renderer_.start();
    if (!context_there_) {
        return false;
    }
    resized(size);
    app::StartFacts start;
    start.path = text_of(facts, "path");
    start.storage = text_of(facts, "storage");
    start.languages = text_of(facts, "languages");
    start.zone_offset_min = static_cast<std::int64_t>(number_of(facts, "zone_offset_min", 0));
    start.dark = flag_of(facts, "dark", false);
    start.reduced_motion = flag_of(facts, "reduced_motion", false);
    start.text_scale = number_of(facts, "text_scale", 1);
    start.online = flag_of(facts, "online", true);
    start.metered = flag_of(facts, "metered", false);
    start.unmetered = flag_of(facts, "unmetered", false);
    start.line_known = flag_of(facts, "known", false);
    start.saves_data = flag_of(facts, "saves_data", false);
    start.reads_codes = flag_of(facts, "reads_codes", false);
    app_ = std::make_unique<app::Application>(clock_, random_, postbox_, fungi::shipped_manifest(),
                                              [this] { return mount_storage(); });
    app_->start(start);
    wake();
    return true;
}

void AppRoot::resized(const ports::SurfaceResized& size) {
    frame_.screen = {0, 0, std::max(1.F, size.width_px), std::max(1.F, size.height_px)};
    frame_.pixel_ratio = std::clamp(size.pixel_ratio, 0.5F, 5.F);
    frame_.safe = {size.inset_top_px, size.inset_right_px, size.inset_bottom_px, size.inset_left_px};
    fonts_.set_density(frame_.pixel_ratio);
}

bool AppRoot::add_font(unsigned face, std::span<const std::byte> bytes) {
    const bool added = face < ui::kFaceCount && fonts_.add(static_cast<ui::Face>(face), bytes);
    wake();
    return added;
}

void AppRoot::wake() {
    hypha_request_frame();
    if (idle_said_) {
        idle_said_ = false;
        postbox_.send(ports::ShowIdle{false, frames_});
    }
}

// Messages that end at the shell; everything else is the application's.
bool AppRoot::take_for_ui(const ports::Message& message) {
    ui::Input& input = frame_.input;
    if (const auto* key = get_if<ports::KeyPressed>(&message)) {
        input.keys.push_back({key->key, key->shift, key->ctrl});
        return true;
    }
    if (const auto* activated = get_if<ports::NodeActivated>(&message)) {
        input.activations.push_back({activated->node, activated->action});
        return true;
    }
    if (const auto* focused = get_if<ports::NodeFocused>(&message)) {
        input.focus_moved = input.focused != focused->node || input.focus_visible != focused->by_keyboard;
        input.focused = focused->node;
        input.focus_visible = focused->by_keyboard;
        return true;
    }
    if (const auto* edited = get_if<ports::TextEdited>(&message)) {
        if (app_->state().phase == app::Phase::other_tab && edited->node == late_note_.node && late_note_.node != 0) {
            if (edited->value != late_note_.value) {
                late_note_.value = edited->value;
                app_->apply(app::command::WriteNote{late_note_.observation, edited->value});
            }
            return true;
        }
        input.edits.push_back({edited->node, edited->value, edited->done});
        return true;
    }
    if (const auto* size = get_if<ports::SurfaceResized>(&message)) {
        resized(*size);
        return true;
    }
    if (const auto* visibility = get_if<ports::VisibilityChanged>(&message)) {
        visible_ = visibility->visible;
        return false;
    }
    if (const auto* loaded = get_if<ports::PictureLoaded>(&message)) {
        pictures_.loaded(loaded->key, loaded->texture, loaded->width_px, loaded->height_px);
        return true;
    }
    if (const auto* kept = get_if<ports::PhotoKept>(&message)) {
        pictures_.forget(kept->picture); // it may have failed while it was on its way here
        return false;
    }
    if (const auto* failed = get_if<ports::PictureFailed>(&message)) {
        pictures_.failed(failed->key);
        return true;
    }
    return false;
}

void AppRoot::finish_input() {
    const ui::Input& input = frame_.input;
    if (!input.pointer.empty() || !input.edits.empty() || !input.activations.empty() || !input.keys.empty()) {
        frame(clock_.monotonic_ms());
    }
    late_note_ = {};
    if (const app::Observation* shown = app_->state().shown()) {
        for (const ui::SemanticsNode& node : frame_.semantics.nodes()) {
            if (node.role == ui::Role::textbox && node.multiline && node.id == input.focused) {
                late_note_ = {node.id, shown->id, shown->note};
            }
        }
    }
}

void AppRoot::receive(std::string_view message_json, std::span<const std::byte> content) {
    const ports::Message message = ports::decode(message_json, content);
    if (holds_alternative<std::monostate>(message)) {
        std::fprintf(stderr, "hypha: a message that is none: %.*s\n",
                     static_cast<int>(std::min<std::size_t>(message_json.size(), 120)), message_json.data());
        return;
    }
    if (!app_) {
        return;
    }
    if (holds_alternative<ports::StorageLost>(message) && app_->state().phase == app::Phase::ready) {
        finish_input();
    }
    if (!take_for_ui(message)) {
        const std::uint64_t before = app_->state().revision;
        app_->receive(message);
        if (app_->state().revision == before && app_->state().revision == drawn_revision_) {
            return; // nothing to see
        }
    }
    wake();
}

void AppRoot::pointer(const ui::PointerEvent& event) {
    // Moves of a mouse that touches nothing change nothing but hover, which the kit does not draw.
    if (event.kind == ui::PointerKind::move && event.type == ui::PointerType::mouse &&
        !frame_.gestures.pointer_down() &&
        std::none_of(frame_.input.pointer.begin(), frame_.input.pointer.end(),
                     [](const auto& e) { return e.kind == ui::PointerKind::down; })) {
        return;
    }
    frame_.input.pointer.push_back(event);
    wake();
}

void AppRoot::wheel(const ui::WheelEvent& event) {
    frame_.input.wheel.push_back(event);
    wake();
}

bool AppRoot::frame(double now_ms) {
    if (!app_ || !context_there_ || !fonts_.complete()) {
        return false;
    }
    ImGuiIO& io = ImGui::GetIO();
    const auto since = static_cast<float>(now_ms - last_frame_ms_);
    last_frame_ms_ = now_ms;
    const int width_px = static_cast<int>(std::lround(frame_.screen.w * frame_.pixel_ratio));
    const int height_px = static_cast<int>(std::lround(frame_.screen.h * frame_.pixel_ratio));
    surface_.resize(width_px, height_px);
    io.DisplaySize = {frame_.screen.w, frame_.screen.h};
    io.DisplayFramebufferScale = {frame_.pixel_ratio, frame_.pixel_ratio};
    io.DeltaTime = std::clamp(since / 1000, 0.001F, 0.1F);
    ImGui::GetStyle().CircleTessellationMaxError = std::max(0.1F, 0.3F / frame_.pixel_ratio);
    renderer_.begin_frame();
    ImGui::NewFrame();
    ImGui::GetDrawListSharedData()->InitialFringeScale = 1 / frame_.pixel_ratio;
    frame_.draw = ImGui::GetBackgroundDrawList();
    frame_.now_ms = now_ms;
    frame_.delta_ms = std::clamp(since, 0.F, 50.F);
    frame_.wall_ms = clock_.wall_ms();
    const app::State& state = app_->state();
    drawn_revision_ = state.revision;
    shell_.draw(frame_, state);
    ImGui::Render();
    renderer_.draw(ImGui::GetDrawData(), width_px, height_px, frame_.color(ui::Color::bg));
    pictures_.end_frame();
    ++frames_;

    std::vector<app::Command> commands;
    commands.swap(frame_.commands);
    for (const app::Command& command : commands) {
        app_->apply(command);
    }
    const bool changed = app_->state().revision != drawn_revision_ || !commands.empty();
    const bool again = frame_.wants_frame || changed;
    emit_look();
    emit_viewfinder();
    emit_semantics(now_ms, again);
    if (again) {
        hypha_request_frame();
    } else {
        wake_later(now_ms);
        idle_said_ = true;
        postbox_.send(ports::ShowIdle{true, frames_});
        app_->rest();
        if (app_->state().revision != drawn_revision_) {
            wake();
        }
    }
    return again;
}

void AppRoot::emit_semantics(double now_ms, bool moving) {
    // While things move the mirror follows a few times a second; when they rest it is exact.
    if (moving && now_ms - last_semantics_ms_ < kSemanticsWhileMovingMs && !last_semantics_.empty()) {
        return;
    }
    std::string nodes = frame_.semantics.to_json();
    if (nodes != last_semantics_) {
        last_semantics_ = nodes;
        last_semantics_ms_ = now_ms;
        postbox_.send(ports::ShowSemantics{std::move(nodes)});
    }
}

void AppRoot::emit_viewfinder() {
    const ui::Rect& now = frame_.viewfinder;
    if (!(now == last_viewfinder_)) {
        last_viewfinder_ = now;
        postbox_.send(ports::ShowViewfinder{now.x, now.y, now.w, now.h});
    }
}

void AppRoot::emit_look() {
    const app::Look& look = app_->state().look;
    ports::ShowLook show;
    show.language = look.language == app::Language::spanish ? "es" : "en";
    show.dark = look.dark;
    const ImU32 background = (*frame_.theme)[ui::Color::bg];
    char hex[8];
    std::snprintf(hex, sizeof hex, "#%02x%02x%02x", background & 0xFF, (background >> 8) & 0xFF,
                  (background >> 16) & 0xFF);
    show.background = hex;
    const std::string now = show.language + show.background;
    if (now != last_look_) {
        last_look_ = now;
        postbox_.send(show);
    }
}

void AppRoot::context_lost() {
    context_there_ = false;
    renderer_.forget();
    pictures_.forget_all();
}

// For what a screen waits for, or for the hours in which news may come.
void AppRoot::wake_later(double now_ms) {
    double delay = frame_.wake_ms > 0 ? std::max(0.0, frame_.wake_ms - now_ms) : -1;
    if (const std::int64_t look_ms = app_->state().reading.look_again_ms; look_ms > 0) {
        const double until = std::max(1'000.0, static_cast<double>(look_ms - clock_.wall_ms()));
        delay = delay < 0 ? until : std::min(delay, until);
    }
    hypha_wake_in(delay);
}

void AppRoot::context_restored() {
    surface_.forget();
    context_there_ = surface_.open() && renderer_.start();
    wake();
}

} // namespace hypha::browser
