/** The transaction API of the facade. */
package io.selfieregistration.facade.web;
