// Package wording holds what messages say about names and values that a user wrote.
package wording
