package form

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"
	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"
)

// pet is a document with a field of every form.
type pet struct {
	Name, Size string
	Legs       int
	Weight     float64
	Age        time.Duration
	Tame       bool
	Chip       uint64
	Toys       []toy
	Voice      voice
	Owner      *owner
}

type toy struct{ Colour string }

type owner struct{ Name string }

// voice has a kind: bark with a volume, or purr with an interval.
type voice struct {
	Kind   string
	Volume int
	Every  time.Duration
}

func newPet() pet {
	return pet{Name: "Rex", Size: "small", Legs: 4, Age: time.Second, Voice: voice{Kind: "bark", Volume: 3}}
}

func (p *pet) fields() []Field {
	return []Field{
		Key("name", "what it is called", &p.Name, Text).Needed(),
		Key("size", "how large it is", &p.Size, Choice("size", "small", "large")),
		Key("legs", "how many", &p.Legs, Count(0, 8)),
		Key("weight", "in kilogrammes", &p.Weight, NonNegative),
		Key("age", "since its birth", &p.Age, PositiveDuration),
		Key("tame", "whether it bites", &p.Tame, Truth),
		Key("chip", "number of its chip", &p.Chip, Seed),
		Key("toys", "what it plays with", &p.Toys, List(Mapping("a toy", (*toy).fields), 0, 5,
			func() toy { return toy{Colour: "red"} })),
		Key("voice", "how it sounds", &p.Voice, voices.Form()),
		Key("owner", "whose it is", &p.Owner, Optional(Mapping("an owner", (*owner).fields))),
	}
}

func (o *owner) fields() []Field {
	return []Field{Key("name", "the owner's name", &o.Name, Pattern("a name of small letters", `^[a-z]+$`)).Needed()}
}

func (t *toy) fields() []Field { return []Field{Key("colour", "its colour", &t.Colour, Text)} }

var voices = Kinds[voice]{
	What: "voice", Want: "a voice such as {kind: bark}", Of: func(v *voice) string { return v.Kind },
	List: []Kind[voice]{
		{"bark", "short and loud", func(v *voice) { *v = voice{Kind: "bark", Volume: 1} },
			func(v *voice) []Field { return []Field{Key("volume", "how loud", &v.Volume, Count(1, 9))} }},
		{"purr", "long and soft", func(v *voice) { *v = voice{Kind: "purr"} },
			func(v *voice) []Field { return []Field{Key("every", "interval", &v.Every, Duration).Needed()} }},
	},
}

var petForm = Mapping("a pet", (*pet).fields)

// read reads a pet with settings.
func read(text string, settings ...Setting) (pet, error) {
	p := newPet()
	source, err := ReadSource("pet.yaml", strings.NewReader(text))
	if err != nil {
		return p, err
	}
	root, faults := Parse(source, "name: NAME")
	if root == nil {
		return p, faults
	}
	defaults := newPet()
	faults = append(faults, root.Apply(settings, petForm(&defaults).Print(), "name: NAME")...)
	c := NewChecker(source, "")
	petForm(&p).Read(c, root, "")
	c.Rule(p.Legs > 0 || p.Weight < 100, []string{"legs", "weight"}, "too heavy without legs%s", c.Origin("legs"))
	c.Rule(p.Age != 3*time.Second || p.Voice.Volume > 3, []string{"voice.volume"}, "louder at that age")
	return p, append(faults, c.Faults()...).Sorted()
}

// Any pet that is printed reads as the same pet, prints the same again and satisfies the schema.
func TestPrintReadsAsTheSame(t *testing.T) {
	unread := newPet()
	schema, err := petForm(&unread).Schema().Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		nanosecond := func(n int64) time.Duration { return time.Duration(n) }
		span := rapid.Map(rapid.Int64Range(1, int64(LongestDuration)), nanosecond)
		text := rapid.StringOf(rapid.RuneFrom([]rune("aé\"'\\:#{}[],&*!|>%@` \t\n-0~\u2028\U0001F600")))
		p := pet{
			Name: text.Draw(t, "name"), Size: rapid.SampledFrom([]string{"small", "large"}).Draw(t, "size"),
			Legs: rapid.IntRange(1, 8).Draw(t, "legs"), Weight: rapid.Float64Range(0, 1e9).Draw(t, "weight"),
			Age: span.Draw(t, "age"), Tame: rapid.Bool().Draw(t, "tame"), Chip: rapid.Uint64().Draw(t, "chip"),
			Voice: voice{Kind: "bark", Volume: rapid.IntRange(1, 9).Draw(t, "volume")},
		}
		for i := range rapid.IntRange(0, 5).Draw(t, "toys") {
			p.Toys = append(p.Toys, toy{text.Draw(t, fmt.Sprint("toy ", i))})
		}
		if rapid.Bool().Draw(t, "purrs") {
			p.Voice = voice{Kind: "purr", Every: span.Draw(t, "every")}
		}
		if rapid.Bool().Draw(t, "owned") {
			p.Owner = &owner{rapid.StringMatching(`[a-z]{1,9}`).Draw(t, "owner")}
		}
		printed := petForm(&p).Print().YAML()
		again, err := read(string(printed))
		if err != nil {
			t.Fatalf("%v\n%s", err, printed)
		}
		if diff := cmp.Diff(p, again); diff != "" {
			t.Fatalf("%s\n%s", diff, printed)
		}
		if second := petForm(&again).Print().YAML(); string(second) != string(printed) {
			t.Fatal(cmp.Diff(string(printed), string(second)))
		}
		if err := validate(schema, printed); err != nil {
			t.Fatalf("%v\n%s", err, printed)
		}
	})
}

// validate checks a text with a schema, as an editor does.
func validate(schema *jsonschema.Resolved, text []byte) error {
	var written, instance any
	if err := yaml.Load(text, &written); err != nil {
		return err
	}
	asJSON, err := json.Marshal(written)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(asJSON, &instance); err != nil {
		return err
	}
	return schema.Validate(instance)
}

func TestSchemaOfAPet(t *testing.T) {
	p := newPet()
	schema := petForm(&p).Schema()
	defaults := map[string]string{}
	for name, property := range schema.Properties {
		defaults[name] = string(property.Default)
	}
	want := map[string]string{
		"name": "", "size": `"small"`, "legs": "4", "weight": "0", "age": `"1s"`, "tame": "false", "chip": "0",
		"toys": "", "voice": `{"kind":"bark","volume":3}`, "owner": "",
	}
	if diff := cmp.Diff(want, defaults); diff != "" {
		t.Errorf("defaults:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"name"}, schema.Required); diff != "" {
		t.Errorf("required:\n%s", diff)
	}
	if voices := schema.Properties["voice"].OneOf; len(voices) != 2 || voices[1].Required[0] != "kind" {
		t.Errorf("voices: %+v", voices)
	}
}

func TestFaultsOfAPet(t *testing.T) {
	set := func(path, value string) []Setting { return []Setting{{path, value}} }
	for _, c := range []struct {
		text     string
		settings []Setting
		want     string // all faults without snippets, joined by |
	}{
		{"name: Rex\n", nil, ""},
		{"", nil, "pet.yaml:1:1: the file is empty; a scenario begins with name: NAME"},
		{"legs: 4\n", nil, "pet.yaml:1:1: name: is required: text"},
		{"name: Rex\nlegs: nine\nsize: huge\n", nil, "pet.yaml:2:7: legs: want a whole number from 0 to 8, got nine|" +
			`pet.yaml:3:7: size: unknown size "huge"; want one of small, large`},
		{"name: Rex\nvoice: {kind: bark, every: 3s}\n", nil, `pet.yaml:2:21: voice: unknown field "every"`},
		{"name: Rex\nvoice: {kind: purr}\n", nil, "pet.yaml:2:8: voice.every: is required: " + wantDuration},
		{"name: Rex\nvoice: {volume: 3}\n", nil, "pet.yaml:2:8: voice.kind: is required: one of bark, purr"},
		{"name: Rex\nvoice: {kind: [a]}\n", nil, "pet.yaml:2:15: voice.kind: want one of bark, purr, got a list"},
		{"name: Rex\nvoice: loud\n", nil, "pet.yaml:2:8: voice: want a voice such as {kind: bark}, got loud"},
		{"name: Rex\ntoys: [{}, {color: red}]\n", nil,
			`pet.yaml:2:13: toys[1]: unknown field "color" (did you mean "colour"?)`},
		// A rule blames the first field, and shows the first that is written.
		{"name: Rex\nlegs: 0\nweight: 200\n", nil, "pet.yaml:2:7: legs: too heavy without legs"},
		{"name: Rex\nweight: 200\n", set("legs", "0"), "--set legs=0: too heavy without legs"},
		{"name: Rex\nlegs: 0\n", set("weight", "200"), "--set weight=200: legs: too heavy without legs"},
		{"name: Rex\nage: 3s\nvoice: {kind: bark}\n", nil, "pet.yaml:3:8: voice.volume: louder at that age"},
		// It says nothing about a field that already has a fault, or that is inside one that has.
		{"name: Rex\nage: 3s\nvoice: loud\n", nil,
			"pet.yaml:3:8: voice: want a voice such as {kind: bark}, got loud"},
		{"name: Rex\nlegs: -1\nweight: 200\n", set("legs", "x"),
			"--set legs=x: want a whole number from 0 to 8, got x"},

		{"name: Rex\n", set("toys[0].colour", "blue"),
			`--set toys[0].colour=blue: toys has 0 items, numbered from 0; there is no item "0"`},
		{"name: Rex\n", set("name.first", "x"), "--set name.first=x: name is Rex and has no fields"},
		{"name: Rex\n", set("legs", ""), `--set legs=: no value; for an empty text write ""`},
		{"name: Rex\n", set("owner.nam", "x"), `--set owner.nam=x: owner: unknown field "nam" (did you mean "name"?)|` +
			"--set owner.nam=x: owner.name: is required: a name of small letters"},
	} {
		_, err := read(c.text, c.settings...)
		var got []string
		if faults, ok := err.(Errors); ok {
			for _, fault := range faults {
				got = append(got, fault.Error())
			}
		} else if err != nil {
			t.Fatalf("%T: %v", err, err)
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%s%v\n%s", c.text, c.settings, diff)
		}
	}
}

// A field that the document leaves out has its default when a setting changes a part of it.
func TestSettingsEnterDefaults(t *testing.T) {
	p, err := read("name: Rex\ntoys: [{}, {}]\n", Setting{"voice.volume", "7"}, Setting{"toys.1.colour", "blue"},
		Setting{"owner.name", "ada"}, Setting{"legs", "2"}, Setting{"legs", "3"})
	if err != nil {
		t.Fatal(err)
	}
	want := newPet()
	want.Voice.Volume, want.Legs, want.Owner, want.Toys = 7, 3, &owner{"ada"}, []toy{{"red"}, {"blue"}}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Error(diff)
	}
}

// FuzzRead reads any text with any setting. It must neither panic nor hang, and the printed result must read as the
// same.
func FuzzRead(f *testing.F) {
	f.Add("name: Rex\nlegs: &a 4\nweight: *a\n", "voice.volume", "3")
	f.Add("name: Rex\ntoys: [{colour: red}]\n", "toys.0", "{colour: \"\"}")
	f.Add("name: |\n  a\n  b\nvoice: {kind: purr, every: 1h2m}\n", "owner", "{name: ada}")
	f.Fuzz(func(t *testing.T, text, path, value string) {
		for _, settings := range [][]Setting{nil, {{path, value}}} {
			p, err := read(text, settings...)
			if err != nil {
				continue
			}
			printed := petForm(&p).Print().YAML()
			again, err := read(string(printed))
			if err != nil {
				t.Fatalf("%v\n%s", err, printed)
			}
			if diff := cmp.Diff(p, again); diff != "" {
				t.Fatalf("%s\n%s", diff, printed)
			}
		}
	})
}
