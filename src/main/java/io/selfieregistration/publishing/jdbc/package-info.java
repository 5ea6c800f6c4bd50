/** Deliveries and signing keys in PostgreSQL. */
package io.selfieregistration.publishing.jdbc;
