/** Attempts and consents in PostgreSQL. */
package io.selfieregistration.capture.jdbc;
