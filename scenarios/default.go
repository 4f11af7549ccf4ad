package scenarios

import (
	"time"

	"github.com/reparentsim/reparentsim/model/vtgate"
)

// newDocument is a scenario of which nothing is written: all defaults.
func newDocument() document {
	d := document{
		horizon:  time.Minute,
		cluster:  defaultCluster(),
		rollout:  defaultRollout(),
		vtgates:  defaultGates(),
		workload: defaultWorkload(), experiment: defaultExperiment(),
	}
	d.apply(vtgate.DefaultRelease)
	return d
}

func defaultCluster() clusterPart {
	return clusterPart{replicasPerShard: 2, healthCheckInterval: 20 * time.Second}
}

func defaultRollout() rolloutPart {
	simultaneous := schedule{}
	for i := range Schedules {
		if Schedules[i].Name == "simultaneous" {
			simultaneous.schedule = &Schedules[i]
		}
	}
	return rolloutPart{start: 5 * time.Second, schedule: simultaneous, order: orderListed, mix: []reparent{newReparent()}}
}

func defaultGates() gatesPart {
	return gatesPart{
		count: 1, networkDelay: constantLaw(time.Millisecond), processing: defaultProcessing(),
		eventChannel: 10, watcher: defaultWatcher(), buffer: defaultBuffer(),
		healthcheckTimeout: time.Minute, healthcheckRetried: 2 * time.Millisecond,
	}
}

func defaultProcessing() processingPart {
	return processingPart{primary: constantLaw(100 * time.Microsecond), other: constantLaw(10 * time.Microsecond)}
}

func defaultWatcher() watcherPart { return watcherPart{scope: "keyspace"} }

// defaultBuffer has vtgate's own defaults, but for enable_buffer: a scenario is about buffering.
func defaultBuffer() bufferPart {
	return bufferPart{
		enabled: true, window: 10 * time.Second, size: 1000, maxFailover: 20 * time.Second, minBetween: time.Minute,
		drainConcurrency: 1, policy: "fixed", share: "shared",
	}
}

func defaultWorkload() workloadPart {
	return workloadPart{
		shardWeights: weights{kind: "uniform"}, executeTime: constantLaw(2 * time.Millisecond), errorTime: constantLaw(time.Millisecond),
		clientTimeout: 30 * time.Second, retryCount: 2,
	}
}

func defaultExperiment() experimentPart {
	return experimentPart{replications: 30, seed: 1, confidence: 0.95}
}
