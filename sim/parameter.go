package sim

// Parameter is a setting of something that a scenario chooses by name, such as a distribution. The list of a
// thing's parameters is all that is needed to read, print, check and document them.
type Parameter struct {
	Name, Doc string
	// Place points to where the value goes, and holds the default: a *time.Duration, *int, *float64 or
	// *[]time.Duration, or a pointer to a type that is documented where the parameter is declared.
	Place    any
	Positive bool // the value must be greater than 0; otherwise it must not be negative
	Required bool // there is no default
}
