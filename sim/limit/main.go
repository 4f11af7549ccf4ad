// Command limit measures the engine against a bare C program that does the same work (c/limit.c). The two take turns on
// one machine, so that other load falls on both; only the ratios can be trusted. `make bench` calls it.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

func main() {
	rounds := flag.Int("rounds", 5, "runs of each program, in turn")
	milliseconds := flag.Int("milliseconds", 500, "minimum time of a benchmark in a round")
	folder := flag.String("out", "out", "where bench.txt and limit.txt go, for benchstat")
	format := flag.String("format", "text", "format of the ratios: text or markdown")
	flag.Parse()
	write := writeRatios
	if *format == "markdown" {
		write = writeMarkdown
	}
	if err := compare(*rounds, *milliseconds, *folder, os.Stdout, os.Stderr, write); err != nil {
		fmt.Fprintln(os.Stderr, "limit:", err)
		os.Exit(1)
	}
}

// compare runs all benchmarks of sim and model and, if there is a C compiler, compares those of the engine with the
// limit.
func compare(rounds, milliseconds int, folder string, stdout, stderr io.Writer,
	write func(io.Writer, []ratio) error) error {
	if rounds < 1 || milliseconds < 1 {
		return errors.New("want at least one round of at least one millisecond")
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "limit")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	engine, limit := filepath.Join(scratch, "engine"), filepath.Join(scratch, "limit")
	if _, err := output("go", "test", "-c", "-o", engine, "./sim"); err != nil {
		return err
	}
	compiler, missing := cCompiler()
	if missing == nil {
		if _, err := output(compiler, "-O2", "-o", limit, "sim/limit/c/limit.c", "-lm"); err != nil {
			return err
		}
	}
	var ours, limits bytes.Buffer
	for round := range rounds {
		fmt.Fprintf(stderr, "round %d of %d\n", round+1, rounds)
		lines, err := output(engine, "-test.run=^$", "-test.bench=.", "-test.benchmem",
			fmt.Sprintf("-test.benchtime=%dms", milliseconds))
		if err != nil {
			return err
		}
		ours.Write(lines)
		if missing != nil {
			continue
		}
		if lines, err = output(limit, strconv.Itoa(milliseconds)); err != nil {
			return err
		}
		limits.Write(lines)
	}
	fmt.Fprintln(stderr, "the model")
	lines, err := output("go", "test", "-run=^$", "-bench=.", "-benchmem", "-benchtime=1x",
		fmt.Sprintf("-count=%d", rounds), "./model")
	if err != nil {
		return err
	}
	lines = append(bytes.Clone(ours.Bytes()), lines...)
	if err := os.WriteFile(filepath.Join(folder, "bench.txt"), lines, 0o666); err != nil {
		return err
	}
	if missing != nil {
		fmt.Fprintf(stderr, "no C compiler (%v): no ratios\n", missing)
		return nil
	}
	if err := os.WriteFile(filepath.Join(folder, "limit.txt"), limits.Bytes(), 0o666); err != nil {
		return err
	}
	return present(stdout, ours.Bytes(), limits.Bytes(), write)
}

// present writes the ratios of our measurements to the limit's.
func present(w io.Writer, ours, limits []byte, write func(io.Writer, []ratio) error) error {
	ratios, err := ratiosOf(parse(ours), parse(limits))
	if err != nil {
		return err
	}
	return write(w, ratios)
}

// cCompiler finds the C compiler that cgo would use, or else any.
func cCompiler() (path string, err error) {
	for _, name := range []string{os.Getenv("CC"), "gcc", "cc", "clang"} {
		if name != "" {
			if path, err = exec.LookPath(name); err == nil {
				return path, nil
			}
		}
	}
	return "", err
}

// output runs a program and returns its standard output. An error includes its standard error.
func output(name string, arguments ...string) ([]byte, error) {
	command := exec.Command(name, arguments...)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	lines, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s%s", name, err, lines, stderr.Bytes())
	}
	return lines, nil
}
