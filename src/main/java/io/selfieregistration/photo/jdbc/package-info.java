/** Rows of photos in PostgreSQL. */
package io.selfieregistration.photo.jdbc;
