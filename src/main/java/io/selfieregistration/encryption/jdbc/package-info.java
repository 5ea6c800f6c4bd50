/** Stores what keys sealed in PostgreSQL. */
package io.selfieregistration.encryption.jdbc;
