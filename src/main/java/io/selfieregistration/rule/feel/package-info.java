/** Rules in FEEL, by feel-scala; the only package that uses its API. */
package io.selfieregistration.rule.feel;
