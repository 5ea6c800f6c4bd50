/** Searches for duplicates in PostgreSQL. */
package io.selfieregistration.duplicates.jdbc;
