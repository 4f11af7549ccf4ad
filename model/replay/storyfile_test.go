package replay

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A story file holds a named case in readable form: what it is about, the script, and what each recorded release of
// Vitess did with it. A line of the last part begins with the releases to whose stories it belongs; a line without a
// release belongs to all.
//
//	# note
//	-- settings
//	buffer enabled=true window=10s …
//	-- script
//	2s  health zone1-10011 PRIMARY notserving term=1; mode zone1-10011 notserving
//	-- what v21 v22 v23 did
//	             2s  zone1-10011 of ks/-80 says PRIMARY, not serving, term 1: delivered, …
//	v21          5s  …

// storyFile is a parsed story file.
type storyFile struct {
	script   *Script
	releases []string
	stories  map[string]story // by release
}

// storyWidth is the width of the column of releases.
const storyWidth = 16

func (f *storyFile) String() string {
	var b strings.Builder
	for _, part := range strings.Split(f.script.Note, "\n") {
		fmt.Fprintf(&b, "# %s\n", part)
	}
	b.WriteString("-- settings\n")
	for _, one := range settingLines(f.script) {
		b.WriteString(one + "\n")
	}
	b.WriteString("-- script\n")
	for i := range f.script.Events {
		b.WriteString(eventLine(&f.script.Events[i]) + "\n")
	}
	fmt.Fprintf(&b, "%s end\n-- what %s did\n", f.script.End.span(), strings.Join(f.releases, " "))
	places := make([]int, len(f.releases))
	for {
		next, at := line{at: atTheEnd + 1}, []string(nil)
		for i, release := range f.releases {
			if own := f.stories[release]; places[i] < len(own) && own[places[i]].compare(next) < 0 {
				next = own[places[i]]
			}
		}
		if next.at > atTheEnd {
			return b.String()
		}
		for i, release := range f.releases {
			if own := f.stories[release]; places[i] < len(own) && own[places[i]] == next {
				places[i]++
				at = append(at, release)
			}
		}
		if len(at) == len(f.releases) {
			at = nil
		}
		fmt.Fprintf(&b, "%-*s%s\n", storyWidth, strings.Join(at, " "), next)
	}
}

// parseStoryFile parses a story file.
func parseStoryFile(name, text string) (*storyFile, error) {
	f := &storyFile{script: &Script{Name: name}, stories: map[string]story{}}
	part, note := "", []string{}
	for number, one := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		var err error
		switch words := strings.Fields(one); {
		case strings.HasPrefix(one, "# "):
			note = append(note, strings.TrimPrefix(one, "# "))
		case strings.HasPrefix(one, "-- "):
			part = words[1]
			if part == "what" {
				f.releases = words[2 : len(words)-1]
			}
		case part == "settings":
			err = parseSetting(f.script, one)
		case part == "script" && words[1] == "end":
			f.script.End, err = parseSpan(words[0])
		case part == "script":
			err = parseEvent(f.script, one)
		case part == "what":
			err = f.parseStoryLine(one)
		default:
			err = fmt.Errorf("a line before the first part")
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, number+1, err)
		}
	}
	f.script.Note = strings.Join(note, "\n")
	return f, nil
}

func (f *storyFile) parseStoryLine(text string) error {
	if len(text) < storyWidth+16 {
		return fmt.Errorf("short line %q", text)
	}
	releases := strings.Fields(text[:storyWidth])
	if len(releases) == 0 {
		releases = f.releases
	}
	when, rest, _ := strings.Cut(strings.TrimLeft(text[storyWidth:], " "), "  ")
	at := atTheEnd
	if when != "end" {
		d, err := time.ParseDuration(when)
		if err != nil {
			return err
		}
		at = d.Microseconds()
	}
	for _, release := range releases {
		f.stories[release] = append(f.stories[release], line{at, rest})
	}
	return nil
}

func parseSpan(text string) (scriptDuration, error) {
	d, err := time.ParseDuration(text)
	return scriptDuration(d), err
}

// settingLines returns everything in a script except its events. Most lines are the name of a setting and its JSON.
func settingLines(s *Script) []string {
	var lines []string
	add := func(what string, value any) {
		text, err := json.Marshal(value)
		if err != nil {
			panic(err)
		}
		lines = append(lines, what+" "+string(text))
	}
	add("buffer", s.Buffer)
	add("health", s.Health)
	add("retry_count", s.RetryCount)
	add("execute_time", s.ExecuteTime)
	add("error_time", s.ErrorTime)
	add("processing", s.Processing)
	for _, d := range s.LogDelays {
		add("log_delay", d)
	}
	for _, k := range s.Keyspaces {
		lines = append(lines, "keyspace "+k.Name+" "+strings.Join(k.Shards, " "))
	}
	for _, t := range s.Tablets {
		lines = append(lines, fmt.Sprintf("tablet %s %s/%s %s %s term=%d mode=%s",
			t.Alias, t.Keyspace, t.Shard, t.Type, servingWord(t.Serving), t.TermStart, t.Mode))
	}
	return lines
}

func parseSetting(s *Script, text string) error {
	what, rest, _ := strings.Cut(text, " ")
	words := strings.Fields(rest)
	switch what {
	case "buffer":
		return json.Unmarshal([]byte(rest), &s.Buffer)
	case "health":
		return json.Unmarshal([]byte(rest), &s.Health)
	case "retry_count":
		return json.Unmarshal([]byte(rest), &s.RetryCount)
	case "execute_time":
		return json.Unmarshal([]byte(rest), &s.ExecuteTime)
	case "error_time":
		return json.Unmarshal([]byte(rest), &s.ErrorTime)
	case "processing":
		return json.Unmarshal([]byte(rest), &s.Processing)
	case "log_delay":
		s.LogDelays = append(s.LogDelays, scriptDelay{})
		return json.Unmarshal([]byte(rest), &s.LogDelays[len(s.LogDelays)-1])
	case "keyspace":
		s.Keyspaces = append(s.Keyspaces, scriptShards{Name: words[0], Shards: words[1:]})
		return nil
	case "tablet":
		keyspace, shard, _ := strings.Cut(words[1], "/")
		term, err := strconv.ParseInt(strings.TrimPrefix(words[4], "term="), 10, 64)
		s.Tablets = append(s.Tablets, scriptTablet{Alias: words[0], Keyspace: keyspace, Shard: shard, Type: words[2],
			Serving: words[3] == "serving", TermStart: term, Mode: strings.TrimPrefix(words[5], "mode=")})
		return err
	}
	return fmt.Errorf("unknown setting %q", what)
}

func servingWord(serving bool) string {
	if serving {
		return "serving"
	}
	return "notserving"
}

// eventLine returns an event of the script as a line.
func eventLine(e *scriptEvent) string {
	var parts []string
	add := func(format string, args ...any) {
		parts = append(parts, strings.TrimSpace(fmt.Sprintf(format, args...)))
	}
	if e.Mode != nil {
		add("mode %s %s", e.Mode.Tablet, e.Mode.Mode)
	}
	if e.Stream != nil {
		add("stream %s %s", e.Stream.Tablet, e.Stream.Action)
	}
	if h := e.Health; h != nil {
		more := ""
		if h.Periodic {
			more += " periodic"
		}
		if h.Error != "" {
			more += " error=" + strconv.Quote(h.Error)
		}
		add("health %s %s/%s %s %s term=%d%s",
			h.Tablet, h.Keyspace, h.Shard, h.Type, servingWord(h.Serving), h.TermStart, more)
	}
	if e.Topo != nil {
		add("topo %s %s", e.Topo.Name, strings.Join(e.Topo.Shards, " "))
	}
	if e.RemoveTablet != "" {
		add("remove %s", e.RemoveTablet)
	}
	if q := e.Query; q != nil {
		more := ""
		if q.Timeout > 0 {
			more += " timeout=" + q.Timeout.span().String()
		}
		if q.Tx {
			more += " tx"
		}
		add("query %d %s/%s%s", q.ID, q.Keyspace, q.Shard, more)
	}
	return e.At.span().String() + " " + strings.Join(parts, "; ")
}

func parseEvent(s *Script, text string) error {
	when, rest, _ := strings.Cut(text, " ")
	at, err := parseSpan(when)
	if err != nil {
		return err
	}
	e := scriptEvent{At: at}
	for _, part := range strings.Split(rest, "; ") {
		words := strings.Fields(part)
		switch words[0] {
		case "mode":
			e.Mode = &scriptMode{words[1], words[2]}
		case "stream":
			e.Stream = &scriptStream{words[1], words[2]}
		case "topo":
			e.Topo = &scriptShards{Name: words[1], Shards: words[2:]}
		case "remove":
			e.RemoveTablet = words[1]
		case "health":
			e.Health, err = parseHealth(words[1:])
		case "query":
			e.Query, err = parseQuery(words[1:])
		default:
			err = fmt.Errorf("unknown event %q", words[0])
		}
		if err != nil {
			return err
		}
	}
	s.Events = append(s.Events, e)
	return nil
}

func parseHealth(words []string) (*scriptHealth, error) {
	h := &scriptHealth{Tablet: words[0], Type: words[2], Serving: words[3] == "serving",
		Periodic: slices.Contains(words, "periodic")}
	h.Keyspace, h.Shard, _ = strings.Cut(words[1], "/")
	for _, word := range words[5:] {
		if quoted, found := strings.CutPrefix(word, "error="); found {
			var err error
			if h.Error, err = strconv.Unquote(quoted); err != nil {
				return nil, err
			}
		}
	}
	var err error
	h.TermStart, err = strconv.ParseInt(strings.TrimPrefix(words[4], "term="), 10, 64)
	return h, err
}

func parseQuery(words []string) (*scriptQuery, error) {
	id, err := strconv.Atoi(words[0])
	q := &scriptQuery{ID: id, Tx: slices.Contains(words, "tx")}
	q.Keyspace, q.Shard, _ = strings.Cut(words[1], "/")
	for _, word := range words[2:] {
		if span, found := strings.CutPrefix(word, "timeout="); found && err == nil {
			q.Timeout, err = parseSpan(span)
		}
	}
	return q, err
}

// MarshalJSON writes a duration as scripts do.
func (d scriptDuration) MarshalJSON() ([]byte, error) { return json.Marshal(d.span().String()) }
