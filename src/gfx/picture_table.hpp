// Which pictures are textures now. find() answers at once; what is missing is asked for through `load`, at most kAtOnce at a
// time and newest wish first, and answered by loaded() or failed(). Over the byte budget the pictures that were drawn longest
// ago are given to `drop`. A failed picture is asked for again after kRetryFrames frames of being wanted.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hypha::gfx {

struct PictureTexture {
    std::uint32_t texture = 0;
    float width_px = 0, height_px = 0;
    bool failed = false;
};

class PictureTable {
public:
    static constexpr std::size_t kBudgetBytes = 64U << 20U;
    static constexpr std::size_t kAtOnce = 4;
    static constexpr std::uint64_t kRetryFrames = 240;

    PictureTable(std::function<void(const std::string& key, int max_px)> load,
                 std::function<void(std::uint32_t texture)> drop)
        : load_(std::move(load)), drop_(std::move(drop)) {}

    PictureTexture find(std::string_view key, float max_px);
    void loaded(const std::string& key, std::uint32_t texture, std::uint32_t width_px, std::uint32_t height_px);
    void failed(const std::string& key);
    // Once a frame: starts what was wished for, drops what is too much.
    void end_frame();
    // The context is gone, and every texture with it: pictures are loaded again when they are next drawn.
    void forget_all();
    void forget(std::string_view key);
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

private:
    enum class State : std::uint8_t { wished, loading, ready, failed };
    struct Entry {
        State state = State::wished;
        PictureTexture texture;
        int asked_px = 0;
        std::uint64_t drawn_frame = 0, failed_frame = 0;
        std::size_t bytes = 0;
    };
    void release(Entry& entry);

    std::function<void(const std::string&, int)> load_;
    std::function<void(std::uint32_t)> drop_;
    std::unordered_map<std::string, Entry> entries_;
    std::uint64_t frame_ = 1;
    std::size_t loading_ = 0, bytes_ = 0;
};

} // namespace hypha::gfx
