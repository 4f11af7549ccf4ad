# What each target does is said in the README; `make` alone runs the main job.
.PHONY: run test bench figures readme golden check

run:
	go run ./cmd/simulate compare rollout-32 --out out

test:
	go test ./...

bench:
	go run ./sim/limit

figures:
	go run ./cmd/simulate run rollout-32 -s cap2 -q --out out/figures/rollout-32
	go run ./cmd/simulate run rollout-32-rolling -s cap64k -q --out out/figures/rollout-32-rolling
	go run ./cmd/simulate measure -q --out out/figures/measure
	cp out/figures/measure/measure.png reports/figures/measure.png
	cp out/figures/rollout-32/overlap-cap2.png reports/figures/rollout-32-cap2.png
	cp out/figures/rollout-32-rolling/overlap-cap64k.png reports/figures/rollout-32-rolling-cap64k.png

# The numbers of the README that commands compute; `make readme MACHINE=-machine` measures this machine's as well.
readme:
	go test ./cmd/simulate -run TestReadmeNumbers -count=1 -timeout 60m -update $(MACHINE)

# All golden files. The recordings of real Vitess are not among them: they are never written from the model.
golden:
	go test ./model -run TestRulesPage -update
	go test ./scenarios ./reports -update

check:
	.ci/run
