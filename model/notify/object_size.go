package notify

import (
	"sync"
	"sync/atomic"
)

// pointerBytes is the size of a pointer on the machines that vtgate runs on.
const pointerBytes = 8

// sizeClasses are the sizes of small objects in Go's allocator (internal/runtime/gc/sizeclasses.go, Go 1.26). A test
// compares them with the allocator of the Go that it runs on.
var sizeClasses = [...]int64{
	8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384, 416, 448, 480,
	512, 576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864,
	5376, 6144, 6528, 6784, 6912, 8192, 9472, 9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480,
	21760, 24576, 27264, 28672, 32768,
}

const (
	pageBytes       = 8192
	largeBytes      = 32768 // larger objects get whole pages
	headerBytes     = 8     // before a small object that has pointers and more than headerFromBytes
	headerFromBytes = 512
)

// objectBytes returns what Go's allocator takes for an object of the given size that holds pointers
// (runtime.roundupsize, runtime/msize.go).
func objectBytes(size int64) int64 {
	if size == 0 {
		return 0
	}
	if size > headerFromBytes && size <= largeBytes-headerBytes {
		size += headerBytes
	}
	if size > largeBytes-headerBytes && size != largeBytes {
		return (size + pageBytes - 1) / pageBytes * pageBytes
	}
	low, high := 0, len(sizeClasses)-1
	for low < high {
		if middle := (low + high) / 2; sizeClasses[middle] < size {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return sizeClasses[low]
}

// grown holds the results of grownCapacity by length. All queues of the process share it.
var grown sync.Map

// grownCapacity returns the capacity that append gives to a full slice of n pointers. It asks append itself, once for
// each length.
func grownCapacity(n int) int {
	if known, found := grown.Load(n); found {
		return known.(int)
	}
	slice := append(make([]*byte, n), nil)
	escaped.Store(&slice)
	escaped.Store(nil)
	grown.Store(n, cap(slice))
	return cap(slice)
}

// escaped makes append allocate on the heap, as it does for a queue: a slice that does not leave its function would be
// on the stack.
var escaped atomic.Pointer[[]*byte]
