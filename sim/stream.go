package sim

import "math/bits"

// Stream is a random stream of 16 bytes: SplitMix64 with an increment of its own (Steele, Lea and Flood, "Fast
// splittable pseudorandom number generators", OOPSLA 2014). Streams are cheap enough to have one for each tablet,
// shard and bin of time. A stream depends on its key alone, never on the order in which streams are made. The
// zero Stream is not valid: Key.Stream returns streams.
type Stream struct{ state, increment uint64 }

// Key names a random stream. It is a hash of the seed, the replication and the stream's purpose. Deriving a key
// costs a few multiplications.
type Key uint64

// NewKey returns the root key of a replication.
func NewKey(seed uint64, replication int) Key {
	return Key(mix(mix(seed+golden) + uint64(replication)*golden + golden))
}

// With returns the key whose name has one more part: a small number such as a tablet's index or the constant of a
// purpose.
func (k Key) With(part uint64) Key { return Key(mix(uint64(k) + (part+1)*golden)) }

// Stream returns the stream of the key.
func (k Key) Stream() Stream {
	return Stream{state: mix(uint64(k)), increment: gamma(uint64(k) + golden)}
}

// Uniform returns a uniform in [0, 1), for the many keys that need only one.
func (k Key) Uniform() float64 { return float64(mix(uint64(k)^golden)>>11) * 0x1p-53 }

// Uint64 returns the next 64 random bits.
func (s *Stream) Uint64() uint64 {
	s.state += s.increment
	return mix(s.state)
}

// Float64 returns the next uniform in [0, 1), a multiple of 2^-53.
func (s *Stream) Float64() float64 { return float64(s.Uint64()>>11) * 0x1p-53 }

// golden is 2^64 divided by the golden ratio, made odd.
const golden = 0x9e3779b97f4a7c15

// mix is the finalizer of SplitMix64 (Stafford's variant 13).
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// gamma returns an odd increment whose bits alternate often enough, as SplitMix64 requires.
func gamma(z uint64) uint64 {
	z = (z ^ z>>33) * 0xff51afd7ed558ccd
	z = (z ^ z>>33) * 0xc4ceb9fe1a85ec53
	z = (z ^ z>>33) | 1
	if bits.OnesCount64(z^z>>1) < 24 {
		z ^= 0xaaaaaaaaaaaaaaaa
	}
	return z
}
