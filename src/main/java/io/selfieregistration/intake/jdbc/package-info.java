/** Idempotency keys in PostgreSQL. */
package io.selfieregistration.intake.jdbc;
