package io.selfieregistration.rule.feel;

import org.camunda.feel.syntaxtree.ParsedExpression;

/** A rule that holds nothing that rules may not hold. */
record ParsedRule(String text, ParsedExpression expression, RuleSyntax.Names syntax) {
}
