/** The API of results and deliveries. */
package io.selfieregistration.publishing.web;
