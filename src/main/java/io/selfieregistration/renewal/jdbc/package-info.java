/** Renewals in PostgreSQL. */
package io.selfieregistration.renewal.jdbc;
