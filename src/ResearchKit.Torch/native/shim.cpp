// The native half of ResearchKit.Torch: finds ATen operators by name and calls them with boxed arguments.
// Nothing here knows a particular operator. Every function catches every C++ exception, keeps its text for rk_last_error
// and returns a code, so that no exception crosses into managed code.

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <c10/util/Logging.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/version.h>

#include <algorithm>
#include <atomic>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#include <dlfcn.h>
#if defined(__APPLE__)
#include <malloc/malloc.h>
#else
#include <malloc.h>
#endif

#define RK_EXPORT extern "C" __attribute__((visibility("default")))

namespace {

constexpr int kAbiVersion = 2;

thread_local std::string lastError;

// Kinds of argument and result; the same numbers stand in Interop/ValueKind.cs.
enum Kind : int32_t {
  kNone = 0, kTensor = 1, kInt = 2, kDouble = 3, kBool = 4, kIntList = 5, kDoubleList = 6, kTensorList = 7,
  kBoolList = 8, kString = 9, kDevice = 10, kGenerator = 11, kDefault = 12, kComplex = 13
};

// One boxed value. A tensor is an owned TensorImpl pointer; lists point at memory that the caller owns for the call.
struct Value {
  int32_t kind;
  int32_t extra;
  int64_t integer;
  double real;
  void* pointer;
  int64_t length;
};

template <class F>
int guard(F&& body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error& e) {
    try { lastError = e.what_without_backtrace(); } catch (...) { lastError.clear(); }
  } catch (const std::exception& e) {
    try { lastError = e.what(); } catch (...) { lastError.clear(); }
  } catch (...) {
    try { lastError = "unknown C++ exception"; } catch (...) { lastError.clear(); }
  }
  return 1;
}

using TensorPointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

at::Tensor borrow(void* p) {
  if (p == nullptr) {
    return at::Tensor();
  }
  return at::Tensor(TensorPointer::reclaim_copy(static_cast<c10::TensorImpl*>(p)));
}

at::Tensor required(void* p) {
  TORCH_CHECK(p != nullptr, "the tensor handle is null");
  return borrow(p);
}

void* release(at::Tensor t) {
  return t.defined() ? static_cast<void*>(t.unsafeReleaseTensorImpl()) : nullptr;
}

// Bytes that this tensor alone keeps alive: 0 for views, whose storage another tensor has reported already.
int64_t ownedBytes(const at::Tensor& t) {
  if (!t.defined() || !t.has_storage() || t.storage().use_count() != 1) {
    return 0;
  }
  return static_cast<int64_t>(t.storage().nbytes());
}

// What an argument of the schema accepts, worked out once.
struct Parameter {
  std::string name;
  c10::TypeKind kind;
  c10::TypeKind element = c10::TypeKind::NoneType;
  bool optional = false;
  bool optionalElement = false;
  bool hasDefault = false;
  bool isWindow = false;
  int64_t fixedSize = 0;
  c10::IValue defaultValue;
};

c10::TypeKind normalise(c10::TypeKind kind) {
#if TORCH_VERSION_MAJOR >= 2 || TORCH_VERSION_MINOR >= 13
  if (kind == c10::TypeKind::SymIntType) {
    return c10::TypeKind::IntType;
  }
#endif
#if TORCH_VERSION_MAJOR >= 2
  if (kind == c10::TypeKind::SymBoolType) {
    return c10::TypeKind::BoolType;
  }
#endif
  return kind;
}

// Sizes of windows over images. libtorch multiplies them unchecked and divides by the product, so that huge ones trap.
bool isWindow(const std::string& name) {
  for (const char* known : {"kernel_size", "stride", "padding", "dilation", "output_size", "output_padding"}) {
    if (name == known) {
      return true;
    }
  }
  return false;
}

struct Op {
  c10::OperatorHandle handle;
  std::string name;
  std::vector<Parameter> parameters;
  bool inPlace;

  explicit Op(const c10::OperatorHandle& h) : handle(h) {
    const auto& schema = h.schema();
    name = schema.name();
    inPlace = !name.empty() && name.back() == '_';
    for (const auto& argument : schema.arguments()) {
      Parameter p;
      p.name = argument.name();
      p.isWindow = isWindow(p.name);
      auto type = argument.type();
      if (auto optional = type->cast<c10::OptionalType>()) {
        p.optional = true;
        type = optional->getElementType();
      }
      p.kind = normalise(type->kind());
      if (auto list = type->cast<c10::ListType>()) {
        auto element = list->getElementType();
        if (auto optional = element->cast<c10::OptionalType>()) {
          p.optionalElement = true;
          element = optional->getElementType();
        }
        p.element = normalise(element->kind());
        p.fixedSize = argument.N().value_or(0);
      }
      if (argument.default_value().has_value()) {
        p.hasDefault = true;
        p.defaultValue = *argument.default_value();
      }
      parameters.push_back(std::move(p));
    }
  }
};

const char* kindName(int32_t kind) {
  static const char* names[] = {"None", "Tensor", "int", "float", "bool", "int[]", "float[]", "Tensor[]",
                                "bool[]", "str", "Device", "Generator", "default", "complex"};
  return kind >= 0 && kind <= kComplex ? names[kind] : "unknown";
}

[[noreturn]] void mismatch(const Op& op, const Parameter& p, const Value& v) {
  TORCH_CHECK(false, op.name, "(): argument '", p.name, "' cannot be ", kindName(v.kind), "; the schema is ",
              op.handle.schema());
}

int64_t inRange(const Op& op, const Parameter& p, int64_t value) {
  TORCH_CHECK(!p.isWindow || (value <= INT32_MAX && value >= INT32_MIN), op.name, "(): argument '", p.name, "' is ", value,
              ", which is out of range");
  return value;
}

template <class T>
const T* items(const Value& v) {
  TORCH_CHECK(v.length >= 0 && (v.length == 0 || v.pointer != nullptr), "a list argument has no elements to read");
  return static_cast<const T*>(v.pointer);
}

c10::IValue listOf(const Op& op, const Parameter& p, const Value& v) {
  switch (p.element) {
    case c10::TypeKind::IntType: {
      c10::List<int64_t> list;
      if (v.kind == kIntList) {
        const auto* data = items<int64_t>(v);
        list.reserve(v.length);
        for (int64_t i = 0; i < v.length; ++i) { list.push_back(inRange(op, p, data[i])); }
        return list;
      }
      if (v.kind == kInt) {
        for (int64_t i = 0; i < std::max<int64_t>(1, p.fixedSize); ++i) { list.push_back(inRange(op, p, v.integer)); }
        return list;
      }
      break;
    }
    case c10::TypeKind::FloatType: {
      if (v.kind == kDoubleList) {
        c10::List<double> list;
        const auto* data = items<double>(v);
        for (int64_t i = 0; i < v.length; ++i) { list.push_back(data[i]); }
        return list;
      }
      break;
    }
    case c10::TypeKind::BoolType: {
      if (v.kind == kBoolList) {
        c10::List<bool> list;
        const auto* data = items<uint8_t>(v);
        for (int64_t i = 0; i < v.length; ++i) { list.push_back(data[i] != 0); }
        return list;
      }
      break;
    }
    case c10::TypeKind::TensorType: {
      if (v.kind == kTensorList) {
        auto* const* data = items<void*>(v);
        if (p.optionalElement) {
          c10::List<c10::optional<at::Tensor>> list;
          for (int64_t i = 0; i < v.length; ++i) {
            list.push_back(data[i] == nullptr ? c10::optional<at::Tensor>() : c10::optional<at::Tensor>(borrow(data[i])));
          }
          return list;
        }
        c10::List<at::Tensor> list;
        for (int64_t i = 0; i < v.length; ++i) {
          TORCH_CHECK(data[i] != nullptr, op.name, "(): element ", i, " of argument '", p.name, "' is null");
          list.push_back(borrow(data[i]));
        }
        return list;
      }
      break;
    }
    default:
      break;
  }
  mismatch(op, p, v);
}

c10::IValue boxed(const Op& op, const Parameter& p, const Value& v) {
  if (v.kind == kDefault) {
    TORCH_CHECK(p.hasDefault, op.name, "(): argument '", p.name, "' is missing and has no default");
    return p.defaultValue;
  }
  if (v.kind == kNone) {
    if (p.kind == c10::TypeKind::TensorType && !p.optional) {
      TORCH_CHECK(false, op.name, "(): argument '", p.name, "' must be a tensor, not null");
    }
    TORCH_CHECK(p.optional, op.name, "(): argument '", p.name, "' must not be None");
    return c10::IValue();
  }
  switch (p.kind) {
    case c10::TypeKind::TensorType:
      if (v.kind == kTensor) { return required(v.pointer); }
      break;
    case c10::TypeKind::NumberType:
      if (v.kind == kInt) { return v.integer; }
      if (v.kind == kDouble) { return v.real; }
      if (v.kind == kBool) { return v.integer != 0; }
      if (v.kind == kComplex) {
        double imaginary;
        std::memcpy(&imaginary, &v.integer, sizeof imaginary);
        return c10::complex<double>(v.real, imaginary);
      }
      break;
    case c10::TypeKind::FloatType:
      if (v.kind == kDouble) { return v.real; }
      if (v.kind == kInt) { return static_cast<double>(v.integer); }
      break;
    case c10::TypeKind::IntType:
      if (v.kind == kInt) { return inRange(op, p, v.integer); }
      if (v.kind == kBool) { return static_cast<int64_t>(v.integer != 0); }
      break;
    case c10::TypeKind::BoolType:
      if (v.kind == kBool || v.kind == kInt) { return v.integer != 0; }
      break;
    case c10::TypeKind::ListType:
      return listOf(op, p, v);
    case c10::TypeKind::StringType:
      if (v.kind == kString) { return std::string(items<char>(v), v.length); }
      break;
    case c10::TypeKind::DeviceObjType:
      if (v.kind == kDevice) {
        return c10::Device(static_cast<c10::DeviceType>(v.integer), static_cast<c10::DeviceIndex>(v.extra));
      }
      break;
    case c10::TypeKind::GeneratorType:
      if (v.kind == kGenerator) {
        TORCH_CHECK(v.pointer != nullptr, op.name, "(): the generator of argument '", p.name, "' is disposed");
        return *static_cast<at::Generator*>(v.pointer);
      }
      break;
    default:
      break;
  }
  mismatch(op, p, v);
}

void setTensor(Value& out, at::Tensor t) {
  out.kind = t.defined() ? kTensor : kNone;
  out.length = ownedBytes(t);
  out.pointer = release(std::move(t));
}

// A list result is one block: the handles, then the bytes that each of them owns.
void setTensorList(Value& out, std::vector<at::Tensor> tensors) {
  const auto n = tensors.size();
  auto* block = static_cast<int64_t*>(std::calloc(std::max<size_t>(1, 2 * n), sizeof(int64_t)));
  if (block == nullptr) {
    throw std::bad_alloc();
  }
  for (size_t i = 0; i < n; ++i) {
    block[n + i] = ownedBytes(tensors[i]);
    block[i] = reinterpret_cast<int64_t>(release(std::move(tensors[i])));
  }
  out.kind = kTensorList;
  out.pointer = block;
  out.length = static_cast<int64_t>(n);
}

void unbox(Value& out, c10::IValue value) {
  out = Value{};
  if (value.isTensor()) {
    setTensor(out, std::move(value).toTensor());
  } else if (value.isInt()) {
    out.kind = kInt;
    out.integer = value.toInt();
  } else if (value.isDouble()) {
    out.kind = kDouble;
    out.real = value.toDouble();
  } else if (value.isBool()) {
    out.kind = kBool;
    out.integer = value.toBool() ? 1 : 0;
  } else if (value.isComplexDouble()) {
    const auto c = value.toComplexDouble();
    out.kind = kComplex;
    out.real = c.real();
    const double imaginary = c.imag();
    std::memcpy(&out.integer, &imaginary, sizeof imaginary);
  } else if (value.isTensorList()) {
    setTensorList(out, value.toTensorVector());
  } else if (value.isNone()) {
    out.kind = kNone;
  } else {
    TORCH_CHECK(false, "a result of type ", value.tagKind(), " cannot be returned");
  }
}


// How a call treats the channels-last layout; the same numbers stand in Interop/LayoutMode.cs. A call that keeps the layout
// marks results which have it, and gives all others in the usual one; a call that switches to it converts its first two
// arguments before. To the program such a tensor looks contiguous: rk_tensor_make_contiguous makes it so before any other use.
enum LayoutMode : int32_t { kPlainLayout = 0, kKeepLayout = 1, kSwitchLayout = 2 };

bool isChannelsLast(const at::Tensor& t) {
  return t.defined() && t.layout() == c10::kStrided && t.dim() == 4 && !t.is_contiguous() &&
         t.is_contiguous(at::MemoryFormat::ChannelsLast);
}

// Both layouts agree on the order where there is one channel; libtorch then goes by the strides of the empty axis.
at::Tensor channelsLast(const at::Tensor& t) {
  const auto ordered = t.contiguous(at::MemoryFormat::ChannelsLast);
  return t.size(1) == 1 ? ordered.as_strided(t.sizes(), {t.size(2) * t.size(3), 1, t.size(3), 1}) : ordered;
}

void settleLayout(const Op& op, c10::IValue& value) {
  if (value.isTensor() && !op.inPlace) {
    const auto& t = value.toTensor();
    if (t.defined() && t.layout() == c10::kStrided && !t.is_contiguous() && !isChannelsLast(t)) {
      value = t.contiguous();
    }
  }
}

void makeContiguous(const at::Tensor& t) {
  if (t.is_contiguous()) {
    return;
  }
  const c10::InferenceMode mode(t.is_inference());
  const c10::AutoGradMode unrecorded(false);
  const auto copy = t.contiguous();
  t.unsafeGetTensorImpl()->shallow_copy_from(copy.getIntrusivePtr());
}

// ---- memory ------------------------------------------------------------------------------------------------------

int64_t field(const char* path, const char* name) {
  std::FILE* file = std::fopen(path, "re");
  if (file == nullptr) {
    return -1;
  }
  char line[256];
  int64_t found = -1;
  const size_t length = std::strlen(name);
  while (found < 0 && std::fgets(line, sizeof line, file) != nullptr) {
    if (std::strncmp(line, name, length) == 0) {
      long long value;
      if (std::sscanf(line + length, "%lld", &value) == 1) {
        found = value;
      }
    }
  }
  std::fclose(file);
  return found;
}

// Freed blocks of tensors, kept for the next tensor of about that size. The C library keeps memory for its main thread
// only: on every other one, such as those that run notebook cells, a large block goes back to the system when it is freed,
// and each page of it has to be fetched again, which costs a sixth of a ResNet20 step.
class KeptBlocks {
 public:
  // Smaller blocks are the C library's business, which keeps them on every thread.
  static constexpr size_t kSmallest = size_t{64} << 10;

  // Sizes go up in steps of an eighth, so that tensors of about one size share blocks.
  static size_t roundUp(size_t n) { return (n + step(n) - 1) / step(n) * step(n); }

  void* take(size_t rounded) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = blocks_.find(rounded);
    if (found == blocks_.end() || found->second.empty()) {
      return nullptr;
    }
    void* block = found->second.back();
    found->second.pop_back();
    bytes_ -= rounded;
    return block;
  }

  // Whether the block is kept; its size may exceed what was asked for by what the C library adds.
  bool give(void* block, size_t usable) {
    if (usable < kSmallest) {
      return false;
    }
    const size_t rounded = usable / step(usable) * step(usable);
    const std::lock_guard<std::mutex> lock(mutex_);
    if (rounded > most() - std::min(most(), bytes_)) {
      return false;
    }
    blocks_[rounded].push_back(block);
    bytes_ += rounded;
    return true;
  }

  int64_t bytes() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return static_cast<int64_t>(bytes_);
  }

  // Gives everything back to the system.
  void clear() {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (auto& entry : blocks_) {
      for (void* block : entry.second) { std::free(block); }
    }
    blocks_.clear();
    bytes_ = 0;
  }

 private:
  std::mutex mutex_;
  std::unordered_map<size_t, std::vector<void*>> blocks_;
  size_t bytes_ = 0;

  static size_t step(size_t n) {
    size_t power = kSmallest;
    while (power <= n / 2) { power *= 2; }
    return power / 8;
  }

  // An eighth of the machine's memory, or a quarter of a gigabyte where that is not known.
  static size_t most() {
    static const int64_t total = field("/proc/meminfo", "MemTotal:");
    return total > 0 ? static_cast<size_t>(total) * 1024 / 8 : size_t{256} << 20;
  }
};

// Linux grants memory that it does not have and kills the process when the pages are touched. This allocator refuses
// instead: all live tensors together, were every page of them touched, must fit in what the process holds now plus what
// the machine (or the control group) still has, less a margin. The check costs some 20 us, so it runs once for every
// 64 MiB that are asked for.
class GuardedAllocator final : public at::Allocator {
 public:
  // Older libtorch declares allocate() const, newer does not; whichever is not the override is a plain overload.
  at::DataPtr allocate(size_t n) const { return make(n); }
  at::DataPtr allocate(size_t n) { return make(n); }
  void copy_data(void* target, const void* source, std::size_t count) const { std::memcpy(target, source, count); }
  at::DeleterFnPtr raw_deleter() const override { return &free; }

  static int64_t live() { return live_.load(std::memory_order_relaxed); }
  static int64_t limit() { return limit_.load(std::memory_order_relaxed); }
  static void setLimit(int64_t bytes) { limit_.store(bytes, std::memory_order_relaxed); }

 private:
  static constexpr int64_t kInterval = int64_t{64} << 20;
  static constexpr size_t kAlignment = 64;
  static std::atomic<int64_t> live_;
  static std::atomic<int64_t> unchecked_;
  static std::atomic<int64_t> limit_;

  static at::DataPtr make(size_t n) {
    if (n == 0) {
      return {nullptr, nullptr, &free, at::Device(at::DeviceType::CPU)};
    }
    TORCH_CHECK(n <= static_cast<size_t>(INT64_MAX) / 2, "not enough memory: cannot allocate ", n, " bytes");
    const auto size = static_cast<int64_t>(n);
    TORCH_CHECK(size <= limit() - live(), "not enough memory: cannot allocate ", n, " bytes; tensors hold ", live(),
                " bytes already and may hold ", limit());
    if (unchecked_.fetch_add(size, std::memory_order_relaxed) + size >= kInterval) {
      check(size);
      unchecked_.store(0, std::memory_order_relaxed);
    }
    const size_t rounded = n < KeptBlocks::kSmallest ? n : KeptBlocks::roundUp(n);
    void* data = n < KeptBlocks::kSmallest ? nullptr : kept().take(rounded);
    int code = data != nullptr ? 0 : posix_memalign(&data, kAlignment, rounded);
    if (code != 0) {
      kept().clear();
      code = posix_memalign(&data, kAlignment, rounded);
    }
    TORCH_CHECK(code == 0 && data != nullptr, "not enough memory: cannot allocate ", n, " bytes (", std::strerror(code), ")");
    live_.fetch_add(usable(data), std::memory_order_relaxed);
    return {data, data, &free, at::Device(at::DeviceType::CPU)};
  }

  static void free(void* data) {
    if (data != nullptr) {
      const auto size = usable(data);
      live_.fetch_sub(size, std::memory_order_relaxed);
      if (!kept().give(data, static_cast<size_t>(size))) {
        std::free(data);
      }
    }
  }

  // Never destroyed: tensors may be freed while the process ends.
  static KeptBlocks& kept() {
    static auto* blocks = new KeptBlocks();
    return *blocks;
  }

  static int64_t usable(void* data) {
#if defined(__APPLE__)
    return static_cast<int64_t>(malloc_size(data));
#else
    return static_cast<int64_t>(malloc_usable_size(data));
#endif
  }

  static void check(int64_t size) {
#if defined(__linux__)
    const int64_t total = field("/proc/meminfo", "MemTotal:") * 1024;
    int64_t available = field("/proc/meminfo", "MemAvailable:") * 1024;
    const int64_t resident = field("/proc/self/status", "VmRSS:") * 1024;
    if (total <= 0 || available < 0 || resident < 0) {
      return;
    }
    const int64_t groupLimit = field("/sys/fs/cgroup/memory.max", "");
    const int64_t groupUsed = field("/sys/fs/cgroup/memory.current", "");
    if (groupLimit > 0 && groupUsed >= 0) {
      available = std::min(available, std::max<int64_t>(0, groupLimit - groupUsed));
    }
    const int64_t margin = std::min<int64_t>(total / 32, int64_t{512} << 20);
    if (available - margin < size + kept().bytes()) {
      kept().clear();  // memory is short: what is kept for later is needed now
    }
    const int64_t room = resident + available - margin;
    TORCH_CHECK(live() + size <= room, "not enough memory: cannot allocate ", size, " bytes; tensors hold ", live(),
                " bytes already and the machine has room for ", std::max<int64_t>(0, room), " in all");
#else
    (void)size;
#endif
  }
};

std::atomic<int64_t> GuardedAllocator::live_{0};
std::atomic<int64_t> GuardedAllocator::unchecked_{0};
std::atomic<int64_t> GuardedAllocator::limit_{INT64_MAX};

int copyText(const std::string& text, char* buffer, int capacity) {
  if (buffer != nullptr && capacity > 0) {
    const auto n = std::min<size_t>(text.size(), static_cast<size_t>(capacity));
    std::memcpy(buffer, text.data(), n);
  }
  return static_cast<int>(text.size());
}

torch::autograd::variable_list tensors(void* const* handles, int64_t n, const char* what) {
  torch::autograd::variable_list list;
  for (int64_t i = 0; i < n; ++i) {
    TORCH_CHECK(handles[i] != nullptr, "element ", i, " of ", what, " is null");
    list.push_back(borrow(handles[i]));
  }
  return list;
}

torch::autograd::variable_list optionalTensors(void* const* handles, int64_t n) {
  torch::autograd::variable_list list;
  for (int64_t i = 0; i < n; ++i) { list.push_back(borrow(handles[i])); }
  return list;
}

}  // namespace

// ---- library -----------------------------------------------------------------------------------------------------

RK_EXPORT int rk_abi_version() { return kAbiVersion; }

RK_EXPORT int rk_last_error(char* buffer, int capacity) { return copyText(lastError, buffer, capacity); }

// Text about the library: 0 the version it was compiled against, 1 its build settings.
RK_EXPORT int rk_about(int what, char* buffer, int capacity) {
  std::string text;
  guard([&] { text = what == 0 ? std::string(TORCH_VERSION) : at::show_config() + "\n" + at::get_parallel_info(); });
  return copyText(text, buffer, capacity);
}

// Installs the allocator. Called once, before the first tensor.
RK_EXPORT int rk_initialize() {
  return guard([] {
#if defined(__GLIBC__)
    // What libtorch's libraries allocate past the allocator (oneDNN's reordered weights) stays in the process too, at least
    // on the main thread.
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
#endif
#if TORCH_VERSION_MAJOR < 2
    // The C++ stack is not part of the message, and looking up its symbols took milliseconds for every error.
    c10::SetStackTraceFetcher([] { return std::string(); });
#endif
    static auto* allocator = new GuardedAllocator();
    c10::SetCPUAllocator(allocator, 1);
  });
}

RK_EXPORT int64_t rk_live_bytes() { return GuardedAllocator::live(); }

// Settings of this thread or of the process, by number.
enum Setting : int { kThreads = 0, kGradMode = 1, kDeterministic = 2, kDeterministicWarnOnly = 3, kInterOpThreads = 4, kMemoryLimit = 5 };

RK_EXPORT int rk_get(int setting, int64_t* value) {
  return guard([&] {
    switch (setting) {
      case kThreads: *value = at::get_num_threads(); break;
      case kGradMode: *value = c10::GradMode::is_enabled() ? 1 : 0; break;
      case kDeterministic: *value = at::globalContext().deterministicAlgorithms() ? 1 : 0; break;
      case kDeterministicWarnOnly: *value = at::globalContext().deterministicAlgorithmsWarnOnly() ? 1 : 0; break;
      case kMemoryLimit: *value = GuardedAllocator::limit(); break;
      case kInterOpThreads: *value = at::get_num_interop_threads(); break;
      default: TORCH_CHECK(false, "unknown setting ", setting);
    }
  });
}

RK_EXPORT int rk_set(int setting, int64_t value) {
  return guard([&] {
    switch (setting) {
      case kThreads: {
        TORCH_CHECK(value > 0 && value <= 4096, "the number of threads must be from 1 to 4096, not ", value);
        at::set_num_threads(static_cast<int>(value));
        // OpenBLAS built on plain threads keeps its own count.
        if (auto* symbol = dlsym(RTLD_DEFAULT, "openblas_set_num_threads")) {
          reinterpret_cast<void (*)(int)>(symbol)(static_cast<int>(value));
        }
        break;
      }
      case kGradMode: c10::GradMode::set_enabled(value != 0); break;
      case kDeterministic: at::globalContext().setDeterministicAlgorithms(value != 0, false); break;
      case kDeterministicWarnOnly: at::globalContext().setDeterministicAlgorithms(true, value != 0); break;
      case kMemoryLimit: {
        TORCH_CHECK(value >= 0, "the memory limit must not be negative");
        GuardedAllocator::setLimit(value);
        break;
      }
      case kInterOpThreads: {
        TORCH_CHECK(value > 0 && value <= 4096, "the number of threads must be from 1 to 4096, not ", value);
        at::set_num_interop_threads(static_cast<int>(value));
        break;
      }
      default: TORCH_CHECK(false, "unknown setting ", setting);
    }
  });
}

RK_EXPORT int rk_inference_enter(int enabled, void** guardOut) {
  return guard([&] { *guardOut = new c10::InferenceMode(enabled != 0); });
}

RK_EXPORT int rk_inference_exit(void* guardIn) {
  return guard([&] { delete static_cast<c10::InferenceMode*>(guardIn); });
}

RK_EXPORT int rk_device_count(int type, int64_t* count) {
  return guard([&] {
    const auto device = static_cast<c10::DeviceType>(type);
    *count = device == c10::DeviceType::CPU ? 1 : (device == c10::DeviceType::CUDA && at::hasCUDA() ? at::detail::getCUDAHooks().getNumGPUs() : 0);
  });
}

// ---- operators ---------------------------------------------------------------------------------------------------

RK_EXPORT int rk_op_find(const char* name, const char* overload, void** op) {
  return guard([&] {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK(handle.has_value(), "this libtorch has no operator '", name, *overload ? "." : "", overload, "'");
    *op = new Op(*handle);  // lives as long as the process, as the managed caches do
  });
}

RK_EXPORT int rk_op_schema(void* op, char* buffer, int capacity) {
  std::string text;
  guard([&] {
    std::ostringstream out;
    out << static_cast<Op*>(op)->handle.schema();
    text = out.str();
  });
  return copyText(text, buffer, capacity);
}

RK_EXPORT int rk_op_call(void* handle, const Value* arguments, int count, int layout, Value* results, int capacity, int* resultCount) {
  *resultCount = 0;
  return guard([&] {
    const auto& op = *static_cast<Op*>(handle);
    const auto n = static_cast<int>(op.parameters.size());
    TORCH_CHECK(count <= n, op.name, "(): ", count, " arguments for ", n, " parameters; the schema is ", op.handle.schema());
    torch::jit::Stack stack;
    stack.reserve(n);
    for (int i = 0; i < n; ++i) {
      static const Value missing{kDefault, 0, 0, 0.0, nullptr, 0};
      stack.push_back(boxed(op, op.parameters[i], i < count ? arguments[i] : missing));
      if (layout == kSwitchLayout && i < 2) {
        stack.back() = channelsLast(stack.back().toTensor());
      }
    }
    op.handle.callBoxed(&stack);
    TORCH_CHECK(static_cast<int>(stack.size()) <= capacity, op.name, "(): more results than the caller has room for");
    for (auto& value : stack) {
      auto& result = results[*resultCount];
      if (layout == kPlainLayout) {
        unbox(result, std::move(value));
      } else {
        settleLayout(op, value);
        const bool channelsLast = value.isTensor() && isChannelsLast(value.toTensor());
        unbox(result, std::move(value));
        result.extra = channelsLast ? 1 : 0;
      }
      ++*resultCount;
    }
  });
}

RK_EXPORT void rk_free(void* block) { std::free(block); }

// ---- tensors -----------------------------------------------------------------------------------------------------

struct TensorInfo {
  int32_t dtype;
  int32_t deviceType;
  int32_t deviceIndex;
  int32_t layout;
  int32_t requiresGrad;
  int32_t isLeaf;
  int64_t dimensions;
  int64_t elements;
  int64_t elementSize;
  int64_t storageOffset;
  int64_t isContiguous;
};

RK_EXPORT void rk_tensor_free(void* tensor) {
  if (tensor != nullptr) {
    guard([&] { TensorPointer::reclaim(static_cast<c10::TensorImpl*>(tensor)); });
  }
}

RK_EXPORT int rk_tensor_info(void* tensor, TensorInfo* info) {
  return guard([&] {
    const auto t = required(tensor);
    info->dtype = static_cast<int32_t>(t.scalar_type());
    info->deviceType = static_cast<int32_t>(t.device().type());
    info->deviceIndex = t.device().index();
    info->layout = static_cast<int32_t>(t.layout());
    info->requiresGrad = t.requires_grad() ? 1 : 0;
    info->isLeaf = t.is_leaf() ? 1 : 0;
    info->dimensions = t.dim();
    info->elements = t.numel();
    info->elementSize = static_cast<int64_t>(t.element_size());
    info->storageOffset = t.layout() == c10::kStrided ? t.storage_offset() : 0;
    info->isContiguous = t.layout() == c10::kStrided && t.is_contiguous() ? 1 : 0;
  });
}

RK_EXPORT int rk_tensor_shape(void* tensor, int64_t* sizes, int64_t* strides, int64_t capacity) {
  return guard([&] {
    const auto t = required(tensor);
    const auto n = std::min<int64_t>(capacity, t.dim());
    if (sizes != nullptr) { std::copy_n(t.sizes().begin(), n, sizes); }
    if (strides != nullptr) { std::copy_n(t.strides().begin(), n, strides); }
  });
}

// The address of the first element and the bytes from there to the end of the storage. Only for tensors in main memory.
RK_EXPORT int rk_tensor_data(void* tensor, void** data, int64_t* bytes) {
  return guard([&] {
    const auto t = required(tensor);
    TORCH_CHECK(t.device().is_cpu() && t.layout() == c10::kStrided, "the elements of a ", t.layout(), " tensor on ", t.device(), " cannot be read directly");
    *data = t.numel() == 0 ? nullptr : t.data_ptr();
    *bytes = static_cast<int64_t>(t.storage().nbytes()) - t.storage_offset() * static_cast<int64_t>(t.element_size());
  });
}

// A second handle on the same tensor.
RK_EXPORT int rk_tensor_share(void* tensor, void** out) {
  return guard([&] { *out = release(required(tensor)); });
}

// A tensor over memory that the caller owns; deleter(context) runs when the last view of it is gone.
RK_EXPORT int rk_tensor_from_blob(void* data, const int64_t* sizes, int64_t n, int dtype, void (*deleter)(void*), void* context, void** out) {
  return guard([&] {
    auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
    *out = release(at::from_blob(data, at::IntArrayRef(sizes, n), [deleter, context](void*) { deleter(context); }, options));
  });
}

RK_EXPORT int rk_tensor_set_requires_grad(void* tensor, int enabled) {
  return guard([&] { required(tensor).set_requires_grad(enabled != 0); });
}

RK_EXPORT int rk_tensor_retain_grad(void* tensor) {
  return guard([&] { required(tensor).retain_grad(); });
}

// Gives a tensor's elements the usual order in memory. The tensor stays what it is for the graph and for every handle on it.
RK_EXPORT int rk_tensor_make_contiguous(void* tensor) {
  return guard([&] { makeContiguous(required(tensor)); });
}

RK_EXPORT int rk_tensor_grad(void* tensor, void** out) {
  return guard([&] {
    auto gradient = required(tensor).grad();
    if (isChannelsLast(gradient) && gradient.storage().use_count() == 1) {
      makeContiguous(gradient);  // nothing else sees its memory
    }
    *out = release(std::move(gradient));
  });
}

RK_EXPORT int rk_tensor_set_grad(void* tensor, void* gradient) {
  return guard([&] { required(tensor).mutable_grad() = borrow(gradient); });
}

// ---- differentiation ---------------------------------------------------------------------------------------------

RK_EXPORT int rk_backward(void* const* outputs, int64_t outputCount, void* const* gradients, int64_t gradientCount,
                          void* const* inputs, int64_t inputCount, int retainGraph, int createGraph) {
  return guard([&] {
    torch::autograd::backward(tensors(outputs, outputCount, "the outputs"), optionalTensors(gradients, gradientCount),
                              retainGraph != 0, createGraph != 0, tensors(inputs, inputCount, "the inputs"));
  });
}

// The gradients of the outputs by each input, into results (one place for each input; null where unused is allowed).
RK_EXPORT int rk_grad(void* const* outputs, int64_t outputCount, void* const* gradients, int64_t gradientCount,
                      void* const* inputs, int64_t inputCount, int retainGraph, int createGraph, int allowUnused, void** results) {
  return guard([&] {
    auto list = torch::autograd::grad(tensors(outputs, outputCount, "the outputs"), tensors(inputs, inputCount, "the inputs"),
                                      optionalTensors(gradients, gradientCount), retainGraph != 0, createGraph != 0, allowUnused != 0);
    for (size_t i = 0; i < list.size() && static_cast<int64_t>(i) < inputCount; ++i) {
      results[i] = release(isChannelsLast(list[i]) ? list[i].contiguous() : list[i]);
    }
  });
}

// ---- random numbers ----------------------------------------------------------------------------------------------

RK_EXPORT int rk_manual_seed(int64_t seed) {
  return guard([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

RK_EXPORT int rk_generator_new(int64_t seed, int deviceType, int deviceIndex, void** out) {
  return guard([&] {
    const c10::Device device(static_cast<c10::DeviceType>(deviceType), static_cast<c10::DeviceIndex>(deviceIndex));
    if (device.is_cpu()) {
      *out = new at::Generator(at::make_generator<at::CPUGeneratorImpl>(static_cast<uint64_t>(seed)));
    } else {
      at::Generator generator = at::globalContext().defaultGenerator(device).clone();
      generator.set_current_seed(static_cast<uint64_t>(seed));
      *out = new at::Generator(generator);
    }
  });
}

RK_EXPORT int rk_generator_default(void** out) {
  return guard([&] { *out = new at::Generator(at::globalContext().defaultGenerator(c10::Device(c10::DeviceType::CPU))); });
}

RK_EXPORT void rk_generator_free(void* generator) { delete static_cast<at::Generator*>(generator); }

// 0 sets the seed, 1 takes a fresh seed from the system, 2 reads the seed.
RK_EXPORT int rk_generator_seed(void* generator, int action, int64_t* seed) {
  return guard([&] {
    auto& g = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(g.mutex());
    switch (action) {
      case 0: g.set_current_seed(static_cast<uint64_t>(*seed)); break;
      case 1: *seed = static_cast<int64_t>(g.seed()); break;
      default: *seed = static_cast<int64_t>(g.current_seed()); break;
    }
  });
}

// Reads the state when state points at null, writes it otherwise.
RK_EXPORT int rk_generator_state(void* generator, void** state) {
  return guard([&] {
    auto& g = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(g.mutex());
    if (*state == nullptr) {
      *state = release(g.get_state());
    } else {
      g.set_state(borrow(*state));
    }
  });
}
