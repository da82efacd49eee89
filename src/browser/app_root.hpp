// Everything of the app worker, made once and wired: ports, storage, application, shell, renderer.
// Events come in (pointer, keys, messages), a frame is drawn when one is wanted, and nothing runs in between.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "app/application.hpp"
#include "browser/browser_ports.hpp"
#include "browser/pool_file.hpp"
#include "browser/surface.hpp"
#include "gfx/picture_table.hpp"
#include "gfx/renderer.hpp"
#include "storage/pool_vfs.hpp"
#include "ui/frame.hpp"
#include "ui/shell.hpp"

namespace hypha::browser {

class AppRoot {
public:
    AppRoot();
    ~AppRoot();
    AppRoot(const AppRoot&) = delete;
    AppRoot& operator=(const AppRoot&) = delete;

    // Facts of the window as JSON (web/app.worker.ts). False when they are not understood or there is no WebGL2.
    bool start(std::string_view facts_json);
    void receive(std::string_view message_json, std::span<const std::byte> content);
    bool add_font(unsigned face, std::span<const std::byte> bytes);
    void pointer(const ui::PointerEvent& event);
    void wheel(const ui::WheelEvent& event);
    // True when another frame is wanted.
    bool frame(double now_ms);
    void context_lost();
    void context_restored();

private:
    Result<storage::DatabasePlace> mount_storage();
    bool take_for_ui(const ports::Message& message);
    void resized(const ports::SurfaceResized& size);
    void wake();
    // What was pressed or typed before the storage goes away still goes into it.
    void finish_input();
    void emit_semantics(double now_ms, bool moving);
    void emit_look();
    void emit_viewfinder();
    void wake_later(double now_ms);

    BrowserClock clock_;
    BrowserRandom random_;
    WorkerPostbox postbox_;
    OpfsPoolFile pool_;
    std::unique_ptr<storage::PoolVfs> vfs_;
    std::unique_ptr<app::Application> app_;

    Surface surface_;
    gfx::Renderer renderer_;
    gfx::PictureTable pictures_;
    std::unique_ptr<ui::Pictures> picture_shelf_;
    ui::Fonts fonts_;
    ui::Shell shell_;
    ui::Frame frame_;

    bool context_there_ = false, visible_ = true, idle_said_ = false;
    double last_frame_ms_ = 0, last_semantics_ms_ = 0;
    std::uint32_t frames_ = 0;
    std::uint64_t drawn_revision_ = 0;
    std::string last_semantics_, last_look_;
    ui::Rect last_viewfinder_{};
    // The note that was on screen when the storage went away: letters typed before the window knew still arrive.
    struct LateNote {
        std::uint32_t node = 0;
        ObservationId observation{};
        std::string value;
    } late_note_;
};

} // namespace hypha::browser
