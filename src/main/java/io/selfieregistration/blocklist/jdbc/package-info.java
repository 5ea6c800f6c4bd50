/** Block lists in PostgreSQL. */
package io.selfieregistration.blocklist.jdbc;
