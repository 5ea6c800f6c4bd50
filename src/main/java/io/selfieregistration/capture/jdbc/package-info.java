/** Attempts in PostgreSQL. */
package io.selfieregistration.capture.jdbc;
