package io.selfieregistration.rule.feel;

import org.camunda.feel.syntaxtree.ParsedExpression;

/** A parsed rule that has passed the check of its syntax. */
record ParsedRule(String text, ParsedExpression expression, RuleSyntax.Names syntax) {
}
