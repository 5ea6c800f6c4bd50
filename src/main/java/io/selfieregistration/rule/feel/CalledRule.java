package io.selfieregistration.rule.feel;

/** A rule of the catalogue that another rule calls. */
record CalledRule(int version, ParsedRule rule) {
}
