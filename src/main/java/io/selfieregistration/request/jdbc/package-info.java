/** Requests in PostgreSQL. */
package io.selfieregistration.request.jdbc;
