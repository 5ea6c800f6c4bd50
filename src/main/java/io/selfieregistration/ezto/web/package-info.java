/** The ezto-shaped transaction API over HTTP. */
package io.selfieregistration.ezto.web;
