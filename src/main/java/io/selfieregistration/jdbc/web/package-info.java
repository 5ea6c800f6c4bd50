/** How long calls wait for the database. */
package io.selfieregistration.jdbc.web;
