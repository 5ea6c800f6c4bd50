/** Endpoints of OpenID CIBA. */
package io.selfieregistration.ciba.web;
