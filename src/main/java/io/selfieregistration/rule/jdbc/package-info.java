/** Named rules in PostgreSQL. */
package io.selfieregistration.rule.jdbc;
