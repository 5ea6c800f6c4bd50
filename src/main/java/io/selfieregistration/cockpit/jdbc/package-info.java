/**
 * The read model over the tables of requests, links, attempts, photos, consents and
 * deliveries: one place that knows them all, so that a page is a few statements and no
 * feature learns of another for its sake.
 */
package io.selfieregistration.cockpit.jdbc;
