/** Applications in PostgreSQL. */
package io.selfieregistration.application.jdbc;
