/** Capture links in PostgreSQL. */
package io.selfieregistration.invitation.jdbc;
