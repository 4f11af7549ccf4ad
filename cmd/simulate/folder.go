package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// marker is the file that tells a folder of results from one that holds something else.
const marker = ".reparentsim"

const markerText = "Results of simulate, which may write files here without asking.\n"

// folder is where figures and data go.
type folder struct{ path string }

// openFolder creates the folder and marks it. A folder that holds something else is refused unless forced.
func openFolder(path string, force bool) (*folder, error) {
	if path == "" {
		return nil, errors.New("--out: no folder given")
	}
	if path == "-" {
		return nil, errors.New("--out -: standard output is not a folder; for a folder with that name, write ./-")
	}
	entries, err := os.ReadDir(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("--out %s: %w", path, reason(err))
	case len(entries) > 0 && !force && !marked(entries):
		return nil, fmt.Errorf("--out %s: the folder is not empty and has no results of simulate; "+
			"use --force to write there anyway", path)
	}
	if err := os.MkdirAll(path, 0o777); err != nil {
		return nil, fmt.Errorf("--out %s: %w", path, reason(err))
	}
	f := &folder{path}
	if marked(entries) {
		return f, nil
	}
	if err := f.write(marker, []byte(markerText)); err != nil {
		return nil, fmt.Errorf("--out %w", err)
	}
	return f, nil
}

func marked(entries []os.DirEntry) bool {
	for _, one := range entries {
		if one.Name() == marker {
			return true
		}
	}
	return false
}

// reason returns an error of the operating system without its paths, which the message names already.
func reason(err error) error {
	var at *os.PathError
	var between *os.LinkError
	switch {
	case errors.As(err, &at):
		return at.Err
	case errors.As(err, &between):
		return between.Err
	}
	return err
}

// write writes a file into the folder, whole or not at all.
func (f *folder) write(name string, content []byte) error {
	path := filepath.Join(f.path, name)
	draft := filepath.Join(f.path, fmt.Sprintf(".%s.%d", name, os.Getpid()))
	err := writeThrough(draft, content)
	if err == nil {
		err = os.Rename(draft, path)
	}
	if err != nil {
		os.Remove(draft)
		return fmt.Errorf("%s: %w", path, reason(err))
	}
	return nil
}

// writeThrough writes a file and flushes it to the disk.
func writeThrough(path string, content []byte) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if _, err := file.Write(content); err != nil {
		return err
	}
	return file.Sync()
}

// render writes a file whose content the function produces.
func (f *folder) render(name string, to func(io.Writer) error) error {
	var content bytes.Buffer
	if err := to(&content); err != nil {
		return fmt.Errorf("%s: %w", filepath.Join(f.path, name), err)
	}
	return f.write(name, content.Bytes())
}
