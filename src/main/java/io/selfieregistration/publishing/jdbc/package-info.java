/** Deliveries in PostgreSQL. */
package io.selfieregistration.publishing.jdbc;
