/** The API of rules, for operators. */
package io.selfieregistration.rule.web;
