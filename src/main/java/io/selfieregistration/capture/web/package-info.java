/** The capture page and the API that it calls. */
package io.selfieregistration.capture.web;
