/** Sealed templates in PostgreSQL. */
package io.selfieregistration.template.jdbc;
