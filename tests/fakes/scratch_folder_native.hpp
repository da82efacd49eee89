// A new empty folder for one test, removed with all in it at the end.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace hypha::fakes {

class ScratchFolder {
public:
    ScratchFolder() : path_((std::filesystem::temp_directory_path() / "hypha-test-XXXXXX").string()) {
        if (::mkdtemp(path_.data()) == nullptr) {
            std::abort();
        }
    }
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

} // namespace hypha::fakes
