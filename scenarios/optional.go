package scenarios

// givenPromotion makes the promotion's time a field that is as the primary's until it is given.
func givenPromotion(f field[processingPart]) field[processingPart] {
	read := f.read
	f.read = func(c *checker, n *node, path string, into *processingPart) {
		into.promotionGiven = true
		read(c, n, path, into)
	}
	f.print = func(from *processingPart) *node {
		promotion := from.effectivePromotion()
		return printLaw(&promotion)
	}
	return f
}

func (p *processingPart) effectivePromotion() law {
	if p.promotionGiven {
		return p.promotion
	}
	return p.primary
}

// givenStall makes the stall a field that is there or not.
func givenStall(f field[processingPart]) field[processingPart] {
	read := f.read
	f.read = func(c *checker, n *node, path string, into *processingPart) {
		into.hasStall = true
		read(c, n, path, into)
	}
	return f.unless(func(from *processingPart) bool { return !from.hasStall })
}
