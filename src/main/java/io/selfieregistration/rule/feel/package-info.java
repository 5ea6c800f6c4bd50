/** Rules in FEEL, by feel-scala; the only place that reaches its API. */
package io.selfieregistration.rule.feel;
