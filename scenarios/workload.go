package scenarios

import (
	"time"

	"github.com/reparentsim/reparentsim/model/vtgate"
	"github.com/reparentsim/reparentsim/scenarios/form"
)

// workloadPart describes the queries.
type workloadPart struct {
	qps                    float64
	shardWeights           weights
	executeTime, errorTime law
	inTransaction          float64
	clientTimeout          time.Duration
	retryCount             int
}

func defaultWorkload() workloadPart {
	return workloadPart{
		shardWeights: weights{kind: uniformWeights},
		executeTime:  constantLaw(2 * time.Millisecond), errorTime: constantLaw(time.Millisecond),
		clientTimeout: 30 * time.Second, retryCount: 2,
	}
}

func (p *workloadPart) fields() []form.Field {
	return []form.Field{
		form.Key("qps", "queries per second and vtgate over all shards, as a Poisson process", &p.qps,
			form.NonNegative),
		form.Key("shard_weights", "how the queries divide among the shards", &p.shardWeights, weightsForm),
		form.Key("execute_time", "time of a query that succeeds", &p.executeTime, lawForm),
		form.Key("error_time", "time until a query fails", &p.errorTime, lawForm),
		form.Key("in_transaction", "share of queries that may not be buffered", &p.inTransaction, form.Share),
		form.Key("client_timeout", "time after which the client gives up", &p.clientTimeout, form.PositiveDuration),
		form.Key("retry_count", "retries of a failed query in vtgate", &p.retryCount, form.Count(0, form.Unlimited)),
	}
}

// config returns the configuration for a number of shards.
func (p *workloadPart) config(shards int) vtgate.Workload {
	return vtgate.Workload{
		QueriesPerSecond: p.qps,
		ShardWeights:     p.shardWeights.of(shards),
		ExecuteTime:      p.executeTime.built,
		ErrorTime:        p.errorTime.built,
		InTransaction:    p.inTransaction,
		ClientTimeout:    p.clientTimeout,
		RetryCount:       p.retryCount,
	}
}
