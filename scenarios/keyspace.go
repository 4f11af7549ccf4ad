package scenarios

import (
	"fmt"
	"strconv"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/form"
	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// maxShards is the largest number of shards of all keyspaces together.
const maxShards = 65_536

// keyspace is a keyspace as a scenario writes it.
type keyspace struct {
	name   string
	shards shards
}

var keyspaceForm = form.Mapping("a keyspace such as {name: commerce, shards: 32}", (*keyspace).fields)

func (k *keyspace) fields() []form.Field {
	return []form.Field{
		form.Key("name", "the keyspace's name", &k.name, name).Needed(),
		form.Key("shards", "number of equal key ranges, or the list of the shards' names", &k.shards,
			shardsForm).Needed(),
	}
}

// name is the form of names of keyspaces and shards. They must not contain the characters that separate names in
// buffer_keyspace_shards.
var name = form.Pattern("a name without spaces, commas or slashes", `^[^\s,/\x00-\x1f\x7f]{1,255}$`)

// shards is a number of equal key ranges, or a list of shards.
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

const wantShards = `a number of shards such as 32, or a list such as ["-80", "80-"]`

var (
	shardCount = form.Count(1, maxShards)
	shardNames = form.List(name, 1, maxShards, nil)
)

// shardsForm is the form of a keyspace's shards.
func shardsForm(place *shards) form.Value {
	return form.Value{
		Want: wantShards,
		Read: func(c *form.Checker, n *form.Node, path string) {
			switch {
			case n.Kind == form.SequenceNode:
				c.Try(path, func() { place.readListed(c, n, path) })
			case n.IsWhole():
				shardCount(&place.count).Read(c, n, path)
			default:
				c.Want(n, path, wantShards)
			}
		},
		Print: func() *form.Node {
			if place.listed != nil {
				return shardNames(&place.listed).Print()
			}
			return form.PlainNode(strconv.Itoa(place.count))
		},
		Schema: func() *jsonschema.Schema {
			alternatives := []*jsonschema.Schema{shardCount(&place.count).Schema(), shardNames(&place.listed).Schema()}
			return &jsonschema.Schema{AnyOf: alternatives}
		},
	}
}

// readListed reads the names of the shards and rejects duplicates.
func (s *shards) readListed(c *form.Checker, n *form.Node, path string) {
	if !c.Try(path, func() { shardNames(&s.listed).Read(c, n, path) }) {
		return
	}
	first := map[string]int{}
	for i, shard := range s.listed {
		if j, found := first[shard]; found {
			c.Reject(n.Items[i], fmt.Sprintf("%s[%d]", path, i), "duplicate shard %s, already given as item %d",
				wording.Quoted(shard), j)
		} else {
			first[shard] = i
		}
	}
}

// equalRanges divides the key space into n ranges of equal size and names them as Vitess's key.GenerateShardRanges
// does. Bounds have one byte for up to 256 shards and two bytes for more. Where n does not divide the key space, each
// bound is rounded down. A single range is "-".
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
