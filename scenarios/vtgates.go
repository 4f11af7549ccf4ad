package scenarios

import (
	"time"

	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/vtgate"
	"github.com/reparentsim/reparentsim/model/watcher"
	"github.com/reparentsim/reparentsim/scenarios/form"
)

const maxVtgates = 100_000

// vtgatesPart describes the vtgates.
type vtgatesPart struct {
	count                 int
	networkDelay          law
	notification          notify.Spec
	processing            processingPart
	eventChannel          int
	eventProcessing       law
	watcher               watcherPart
	healthcheckTimeout    time.Duration
	healthcheckRetryDelay time.Duration
	buffer                bufferPart
}

// defaultVtgates returns the defaults that do not depend on the preset.
func defaultVtgates() vtgatesPart {
	return vtgatesPart{
		count: 1, networkDelay: constantLaw(time.Millisecond), processing: defaultProcessing(),
		eventChannel: 10, watcher: watcherPart{scope: "keyspace"}, buffer: defaultBuffer(),
		healthcheckTimeout: time.Minute, healthcheckRetryDelay: 2 * time.Millisecond,
	}
}

func (p *vtgatesPart) fields() []form.Field {
	return []form.Field{
		form.Key("count", "number of vtgates", &p.count, form.Count(1, maxVtgates)),
		form.Key("network_delay", "network delay of an update to a vtgate; the updates of a tablet stay in order",
			&p.networkDelay, lawForm),
		form.Key("notification", "how the health check hands updates to the watcher; default by preset",
			&p.notification, notification),
		form.Key("processing", "the watcher's time for one update", &p.processing,
			form.Mapping("a mapping of processing times", (*processingPart).fields)),
		form.Key("event_channel", "capacity of the blocking channel from the watcher to the buffer", &p.eventChannel,
			form.Count(1, form.Unlimited)),
		form.Key("event_processing", "the consumer's time for one event before it touches the shard buffers",
			&p.eventProcessing, lawForm),
		form.Key("watcher", "the keyspace event watcher's rules", &p.watcher,
			form.Mapping("a mapping of the watcher's rules", (*watcherPart).fields)),
		form.Key("healthcheck_timeout", "a stream without an update for this long counts as broken",
			&p.healthcheckTimeout, form.PositiveDuration),
		form.Key("healthcheck_retry_delay", "first wait before a broken stream is opened again",
			&p.healthcheckRetryDelay, form.PositiveDuration),
		form.Key("buffer", "vtgate's buffer, as set by its flags", &p.buffer,
			form.Mapping("a mapping of the buffer's flags", (*bufferPart).fields)),
	}
}

// config returns the configuration of a vtgate, without its queries.
func (p *vtgatesPart) config() vtgate.Config {
	config := vtgate.Config{
		NetworkDelay:       p.networkDelay.built,
		HealthCheckTimeout: p.healthcheckTimeout,
		RetryDelay:         p.healthcheckRetryDelay,
		Processing: vtgate.Processing{
			Primary:   p.processing.primary.built,
			Promotion: p.processing.effectivePromotion().built,
			Other:     p.processing.other.built,
		},
		LockHoldPerQuery: p.processing.lockHoldPerQuery.built,
		EventChannel:     p.eventChannel,
		EventProcessing:  p.eventProcessing.built,
		Watcher:          watcher.Config{WaitForReparent: p.watcher.waitForReparent},
		Buffer:           p.buffer.config(),
	}
	if stall := p.processing.stall; stall != nil {
		config.Stall = &vtgate.Stall{Every: stall.every.built, Lasts: stall.lasts.built}
	}
	return config
}

// watcherPart describes the rules of the keyspace event watcher.
type watcherPart struct {
	scope           string
	waitForReparent bool
}

func (p *watcherPart) fields() []form.Field {
	return []form.Field{
		form.Key("scope", "what must be whole again before buffering ends", &p.scope,
			form.Choice("scope", choiceNames(WatcherScopes)...)),
		form.Key("wait_for_reparent", "buffering ends only with a primary of a higher term; default by preset",
			&p.waitForReparent, form.Truth),
	}
}

// processingPart describes the watcher's processing times.
type processingPart struct {
	primary          law
	promotion        *law // nil: the same as primary
	other            law
	stall            *stallPart // nil: never
	lockHoldPerQuery law
}

func defaultProcessing() processingPart {
	return processingPart{primary: constantLaw(100 * time.Microsecond), other: constantLaw(10 * time.Microsecond)}
}

func (p *processingPart) fields() []form.Field {
	promotion := form.Key("promotion", "an update with a higher term than the watcher knows; default: as primary",
		&p.promotion, form.Optional(lawForm))
	promotion.Print = func() *form.Node { return lawForm(p.effectivePromotion()).Print() }
	return []form.Field{
		form.Key("primary", "an update of a primary", &p.primary, lawForm),
		promotion,
		form.Key("other", "any other update", &p.other, lawForm),
		form.Key("stall", "the watcher stops now and then; default: never", &p.stall,
			form.Optional(form.Mapping("a mapping of every and lasts", (*stallPart).fields))),
		form.Key("lock_hold_per_query", "a query that asks the watcher holds its lock for this long",
			&p.lockHoldPerQuery, lawForm),
	}
}

// effectivePromotion returns the processing time for a promotion.
func (p *processingPart) effectivePromotion() *law {
	if p.promotion != nil {
		return p.promotion
	}
	return &p.primary
}

// stallPart describes the watcher's stalls.
type stallPart struct{ every, lasts law }

func (p *stallPart) fields() []form.Field {
	return []form.Field{
		form.Key("every", "from the end of a stall to the next", &p.every, lawForm).Needed(),
		form.Key("lasts", "how long a stall lasts", &p.lasts, lawForm).Needed(),
	}
}
