/** The failed comparisons in PostgreSQL. */
package io.selfieregistration.comparison.jdbc;
