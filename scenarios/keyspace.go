package scenarios

import (
	"fmt"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// maxShards bounds the shards of all keyspaces together.
const maxShards = 65_536

// keyspace is a keyspace as a scenario writes it.
type keyspace struct {
	name   string
	shards shards
}

// shards are equal key ranges, as many as count says, or the listed ones.
type shards struct {
	count  int
	listed []string
}

func (s *shards) len() int { return s.count + len(s.listed) }

// names returns the shards' names.
func (s *shards) names() []string {
	if s.listed != nil {
		return s.listed
	}
	return equalRanges(s.count)
}

// name is the form of keyspace and shard names. The characters that separate names in
// buffer_keyspace_shards are not allowed.
var name = pattern("a name without spaces, commas and slashes", `^[^\s,/\x00-\x1f\x7f]{1,255}$`)

var keyspaceFields = fields(
	key("name", "the keyspace's name", func(k *keyspace) *string { return &k.name }, name).needed(),
	key("shards", "how many equal key ranges, or the list of the shards' names", func(k *keyspace) *shards { return &k.shards }, shardsForm).needed(),
)

const wantShards = "a number of shards such as 32, or a list such as [\"-80\", \"80-\"]"

var shardsForm = form[shards]{
	want: wantShards,
	read: readShards,
	print: func(value *shards) *node {
		if value.listed != nil {
			return shardNames.print(&value.listed)
		}
		return plainNode(fmt.Sprint(value.count))
	},
	schema: func() *jsonschema.Schema {
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{count(1, maxShards).schema(), shardNames.schema()}}
	},
}

var shardNames = list(name, 1, maxShards, zero[string])

func readShards(c *checker, n *node, path string, into *shards) {
	switch {
	case n.kind == sequenceNode:
		known := len(c.faults)
		shardNames.read(c, n, path, &into.listed)
		if len(c.faults) > known {
			c.bad[path] = true
			return
		}
		first := map[string]int{}
		for i, shard := range into.listed {
			if j, found := first[shard]; found {
				c.reject(n.items[i], fmt.Sprintf("%s[%d]", path, i), "duplicate shard %s, already given as item %d", wording.Quoted(shard), j)
				c.bad[path] = true
			} else {
				first[shard] = i
			}
		}
	case n.kind == scalarNode && n.plain && wholeNumber.MatchString(n.text):
		count(1, maxShards).read(c, n, path, &into.count)
	default:
		c.want(n, path, wantShards)
	}
}

// equalRanges divides the key space into n ranges of equal size and names them as Vitess's
// key.GenerateShardRanges does: bounds of one byte up to 256 shards, of two bytes beyond; where n does
// not divide the key space, each bound is rounded down. One range is "-".
func equalRanges(n int) []string {
	size, digits := 256, 2
	if n > size {
		size, digits = 65_536, 4
	}
	names := make([]string, n)
	begin := ""
	for i := range names {
		end := ""
		if i+1 < n {
			end = fmt.Sprintf("%0*x", digits, (i+1)*size/n)
		}
		names[i] = begin + "-" + end
		begin = end
	}
	return names
}
