/** Authentication and administration API of applications. */
package io.selfieregistration.application.web;
