package scenarios

import (
	"time"

	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/record"
)

const (
	apiVersion = "reparentsim/v1"

	maxGates        = 100_000
	maxReplications = 1_000_000
	maxHorizon      = 30 * 24 * time.Hour
)

// document is a scenario as it is written, defaults filled in.
type document struct {
	apiVersion, name, description, vitess string

	horizon    time.Duration
	cluster    clusterPart
	rollout    rolloutPart
	vtgates    gatesPart
	workload   workloadPart
	experiment experimentPart
	thresholds []record.Threshold
}

type clusterPart struct {
	keyspaces           []keyspace
	replicasPerShard    int
	healthCheckInterval time.Duration
	replicaUpdateRate   float64
}

type rolloutPart struct {
	start    time.Duration
	schedule schedule
	order    string
	mix      []reparent
}

type gatesPart struct {
	count                                  int
	networkDelay                           law
	notification                           notify.Spec
	processing                             processingPart
	eventChannel                           int
	eventProcessing                        law
	watcher                                watcherPart
	healthcheckTimeout, healthcheckRetried time.Duration
	buffer                                 bufferPart
}

type processingPart struct {
	primary          law
	promotion        law
	promotionGiven   bool // otherwise as primary
	other            law
	stall            stallPart
	hasStall         bool
	lockHoldPerQuery law
}

type stallPart struct{ every, lasts law }

type watcherPart struct {
	scope           string
	waitForReparent bool
}

type bufferPart struct {
	enabled                         bool
	window, maxFailover, minBetween time.Duration
	size, drainConcurrency          int
	keyspaceShards                  string
	policy, share                   string
}

type workloadPart struct {
	qps                    float64
	shardWeights           weights
	executeTime, errorTime law
	inTransaction          float64
	clientTimeout          time.Duration
	retryCount             int
}

type experimentPart struct {
	replications int
	seed         uint64
	confidence   float64
}

// documentFields is the format: every field of a scenario in the order in which it is printed.
var documentFields = fields(
	key("apiVersion", "version of this format", func(d *document) *string { return &d.apiVersion }, choice("version of the format", fixed(apiVersion))).needed(),
	key("name", "the scenario's name", func(d *document) *string { return &d.name },
		pattern("a name of small letters, digits and hyphens, at most 63", `^[a-z0-9][a-z0-9-]{0,62}$`)).needed(),
	key("description", "what it shows", func(d *document) *string { return &d.description }, text),
	key("vitess", "whose behaviour; single fields override it", func(d *document) *document { return d }, preset),
	key("horizon", "no query, reparent or periodic update starts later", func(d *document) *time.Duration { return &d.horizon }, durationForm(wantPositiveDuration, 1, maxHorizon)),
	key("cluster", "the database", func(d *document) *clusterPart { return &d.cluster }, mapping("a mapping of the cluster's fields", clusterFields, defaultCluster)).needed(),
	key("rollout", "the reparents", func(d *document) *rolloutPart { return &d.rollout }, mapping("a mapping of the rollout's fields", rolloutFields, defaultRollout)),
	key("vtgates", "the vtgates, all alike", func(d *document) *gatesPart { return &d.vtgates }, mapping("a mapping of the vtgates' fields", gatesFields, func() gatesPart { return newDocument().vtgates })),
	key("workload", "the queries", func(d *document) *workloadPart { return &d.workload }, mapping("a mapping of the workload's fields", workloadFields, defaultWorkload)),
	key("experiment", "how often it is played", func(d *document) *experimentPart { return &d.experiment }, mapping("a mapping of the experiment's fields", experimentFields, defaultExperiment)),
	key("thresholds", "promises about means, METRIC OP NUMBER; a broken one exits 3", func(d *document) *[]record.Threshold { return &d.thresholds }, list(threshold, 0, maxListed, zero[record.Threshold])),
)

var clusterFields = fields(
	key("keyspaces", "the keyspaces", func(c *clusterPart) *[]keyspace { return &c.keyspaces },
		list(mapping("a keyspace such as {name: commerce, shards: 32}", keyspaceFields, zero[keyspace]), 1, maxShards, zero[keyspace])).needed(),
	key("replicas_per_shard", "tablets of a shard besides its primary", func(c *clusterPart) *int { return &c.replicasPerShard }, count(0, unlimited)),
	key("health_check_interval", "a tablet repeats its health this long after its last update", func(c *clusterPart) *time.Duration { return &c.healthCheckInterval }, positiveDuration),
	key("replica_update_rate", "further updates of replicas, all together, per second and vtgate", func(c *clusterPart) *float64 { return &c.replicaUpdateRate }, number(nonNegativeNumber)),
)

var rolloutFields = fields(
	key("start", "when the rollout begins", func(r *rolloutPart) *time.Duration { return &r.start }, duration),
	key("schedule", "when each reparent starts", func(r *rolloutPart) *schedule { return &r.schedule }, scheduleForm),
	key("order", "listed: keyspaces and shards as in the file; or shuffled", func(r *rolloutPart) *string { return &r.order }, choice("order", fixed(orderListed, orderShuffled))),
	key("mix", "the kinds of reparent", func(r *rolloutPart) *[]reparent { return &r.mix }, list(reparentForm, 1, maxListed, newReparent)),
)

const (
	orderListed   = "listed"
	orderShuffled = "shuffled"
)

var gatesFields = fields(
	key("count", "how many", func(g *gatesPart) *int { return &g.count }, count(1, maxGates)),
	key("network_delay", "per update and vtgate; order is kept per tablet", func(g *gatesPart) *law { return &g.networkDelay }, lawForm),
	key("notification", "how the health check hands updates to the watcher; default by preset", func(g *gatesPart) *notify.Spec { return &g.notification }, notification),
	key("processing", "the watcher's time for one update", func(g *gatesPart) *processingPart { return &g.processing }, mapping("a mapping of processing times", processingFields, defaultProcessing)),
	key("event_channel", "capacity of the blocking channel from the watcher to the buffer", func(g *gatesPart) *int { return &g.eventChannel }, count(1, unlimited)),
	key("event_processing", "the consumer's time for one event before it touches the shard buffers", func(g *gatesPart) *law { return &g.eventProcessing }, lawForm),
	key("watcher", "the keyspace event watcher's rules", func(g *gatesPart) *watcherPart { return &g.watcher }, mapping("a mapping of the watcher's rules", watcherFields, func() watcherPart { return newDocument().vtgates.watcher })),
	key("healthcheck_timeout", "a stream without an update for so long counts as broken", func(g *gatesPart) *time.Duration { return &g.healthcheckTimeout }, positiveDuration),
	key("healthcheck_retry_delay", "before a broken stream is opened again", func(g *gatesPart) *time.Duration { return &g.healthcheckRetried }, positiveDuration),
	key("buffer", "vtgate's buffer, by its flags", func(g *gatesPart) *bufferPart { return &g.buffer }, mapping("a mapping of the buffer's flags", bufferFields, defaultBuffer)),
)

var processingFields = fields(
	key("primary", "an update of a primary", func(p *processingPart) *law { return &p.primary }, lawForm),
	givenPromotion(key("promotion", "an update with a higher term than known; default: as primary", func(p *processingPart) *law { return &p.promotion }, lawForm)),
	key("other", "any other update", func(p *processingPart) *law { return &p.other }, lawForm),
	givenStall(key("stall", "the watcher stands still now and then; default: never", func(p *processingPart) *stallPart { return &p.stall },
		mapping("a mapping of every and lasts", stallFields, zero[stallPart]))),
	key("lock_hold_per_query", "a query that asks the watcher holds its lock so long", func(p *processingPart) *law { return &p.lockHoldPerQuery }, lawForm),
)

var stallFields = fields(
	key("every", "from the end of a stall to the next", func(s *stallPart) *law { return &s.every }, lawForm).needed(),
	key("lasts", "how long", func(s *stallPart) *law { return &s.lasts }, lawForm).needed(),
)

var watcherFields = fields(
	key("scope", "what must be well again before buffering ends", func(w *watcherPart) *string { return &w.scope }, choice("scope", choiceNames(&WatcherScopes))),
	key("wait_for_reparent", "buffering ends only by a primary of a higher term; default by preset", func(w *watcherPart) *bool { return &w.waitForReparent }, truth),
)

var bufferFields = fields(
	key("enabled", "vtgate's enable_buffer", func(b *bufferPart) *bool { return &b.enabled }, truth),
	key("buffer_window", "longest time that one query is buffered", func(b *bufferPart) *time.Duration { return &b.window }, duration),
	key("buffer_size", "queries buffered at once, all shards of a vtgate together", func(b *bufferPart) *int { return &b.size }, wholeFlag),
	key("buffer_max_failover_duration", "longest buffering of a shard", func(b *bufferPart) *time.Duration { return &b.maxFailover }, duration),
	key("buffer_min_time_between_failovers", "from the end of a shard's buffering or reparent until it is buffered again", func(b *bufferPart) *time.Duration { return &b.minBetween }, duration),
	key("buffer_drain_concurrency", "queries retried at once when buffering ends", func(b *bufferPart) *int { return &b.drainConcurrency }, wholeFlag),
	key("buffer_keyspace_shards", "only these, as keyspace or keyspace/shard, separated by commas; empty: all", func(b *bufferPart) *string { return &b.keyspaceShards }, text),
	key("policy", "which query leaves a full buffer", func(b *bufferPart) *string { return &b.policy }, choice("policy", choiceNames(&BufferPolicies))),
	key("share", "how shards share the buffer's size", func(b *bufferPart) *string { return &b.share }, choice("share", choiceNames(&BufferShares))),
)

var workloadFields = fields(
	key("qps", "queries per second and vtgate over all shards, Poisson", func(w *workloadPart) *float64 { return &w.qps }, number(nonNegativeNumber)),
	key("shard_weights", "how they divide among the shards", func(w *workloadPart) *weights { return &w.shardWeights }, weightsForm),
	key("execute_time", "of a query that works", func(w *workloadPart) *law { return &w.executeTime }, lawForm),
	key("error_time", "until a query fails", func(w *workloadPart) *law { return &w.errorTime }, lawForm),
	key("in_transaction", "share of queries that may not be buffered", func(w *workloadPart) *float64 { return &w.inTransaction }, number(shareNumber)),
	key("client_timeout", "after which the client gives up", func(w *workloadPart) *time.Duration { return &w.clientTimeout }, positiveDuration),
	key("retry_count", "retries of a failed query in vtgate", func(w *workloadPart) *int { return &w.retryCount }, count(0, unlimited)),
)

var experimentFields = fields(
	key("replications", "independent runs", func(e *experimentPart) *int { return &e.replications }, count(1, maxReplications)),
	key("seed", "of all random numbers", func(e *experimentPart) *uint64 { return &e.seed }, seed),
	key("confidence", "of the intervals", func(e *experimentPart) *float64 { return &e.confidence }, number(probability)),
)
