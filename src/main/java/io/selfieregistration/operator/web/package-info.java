/** The doors to {@code /engine-rest} and to the web applications of the engine. */
package io.selfieregistration.operator.web;
