// Of /proc/self, under the names that every exporter uses; what cannot be read is left out.
#include "edge/metrics.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <unistd.h>

namespace hypha::edge {
namespace {

void write(std::string& out, const std::string& name, const char* type, const char* help, double value) {
    out += "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n" + name + " " + std::to_string(value) +
           "\n";
}

// The fields of /proc/self/stat behind the name of the program, which may hold anything: the first is field 3.
std::vector<double> stat_fields() {
    std::ifstream file("/proc/self/stat");
    std::string text;
    std::getline(file, text);
    std::vector<double> fields;
    const std::size_t end = text.rfind(')');
    if (end == std::string::npos) {
        return fields;
    }
    std::size_t at = text.find(' ', end);
    while (at != std::string::npos && at + 1 < text.size()) {
        fields.push_back(std::atof(text.c_str() + at + 1));
        at = text.find(' ', at + 1);
    }
    return fields;
}

double boot_seconds() {
    std::ifstream file("/proc/stat");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("btime ")) {
            return std::atof(line.c_str() + 6);
        }
    }
    return 0;
}

} // namespace

void write_own_resources(std::string& out) {
    constexpr std::size_t kFirst = 3;
    const std::vector<double> fields = stat_fields();
    const auto field = [&](std::size_t number) { return fields[number - kFirst]; };
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    if (fields.size() > 24 - kFirst) {
        write(out, "process_cpu_seconds_total", "counter", "User and system time.", (field(14) + field(15)) / ticks);
        write(out, "process_threads", "gauge", "Threads.", field(20));
        write(out, "process_start_time_seconds", "gauge", "Since 1970.", boot_seconds() + field(22) / ticks);
        write(out, "process_virtual_memory_bytes", "gauge", "Virtual memory.", field(23));
        write(out, "process_resident_memory_bytes", "gauge", "Resident memory.",
              field(24) * static_cast<double>(sysconf(_SC_PAGESIZE)));
    }
    std::error_code problem;
    double descriptors = 0;
    for (std::filesystem::directory_iterator entry("/proc/self/fd", problem), end; !problem && entry != end;
         entry.increment(problem)) {
        descriptors += 1;
    }
    write(out, "process_open_fds", "gauge", "Open descriptors.", descriptors);
    rlimit most{};
    if (getrlimit(RLIMIT_NOFILE, &most) == 0) {
        write(out, "process_max_fds", "gauge", "Descriptors that there may be.", static_cast<double>(most.rlim_cur));
    }
}

} // namespace hypha::edge
